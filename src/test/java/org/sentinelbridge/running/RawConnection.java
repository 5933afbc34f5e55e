package org.sentinelbridge.running;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A connection on which a test can send what no HTTP client would. */
final class RawConnection implements AutoCloseable {

    private final Socket socket;

    RawConnection(int port, Duration patience) throws IOException {
        this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) patience.toMillis());
    }

    RawConnection send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    RawConnection send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** Reads until the text has come, or the other side closes. */
    String readUntil(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (var b = read(); b >= 0; b = read()) {
            bytes.write(b);
            if (bytes.toString(StandardCharsets.ISO_8859_1).endsWith(text)) {
                break;
            }
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    /** Reads one answer with its body, which must be a JSON object. */
    String readAnswer() throws IOException {
        return readUntil("}");
    }

    /** Reads and forgets until the other side closes. */
    void awaitClose() throws IOException {
        while (read() >= 0) {
            // what else comes does not matter
        }
    }

    /** The next byte, or -1 at the end, however it came. */
    int read() throws IOException {
        try {
            return socket.getInputStream().read();
        } catch (SocketTimeoutException e) {
            throw new AssertionError("The other side neither answered nor closed the connection", e);
        } catch (java.net.SocketException e) {
            return -1;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
