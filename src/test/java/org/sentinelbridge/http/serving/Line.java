package org.sentinelbridge.http.serving;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A connection on which a test sends what it likes, as slowly as it likes, and never waits for what comes back. */
final class Line implements AutoCloseable {

    private final SocketChannel channel;
    private final StringBuilder received = new StringBuilder();
    private boolean isClosed;

    Line(int port) {
        this(port, "127.0.0.1");
    }

    /** @param from the address of this end */
    Line(int port, String from) {
        try {
            channel = SocketChannel.open();
            channel.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
            channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.configureBlocking(false);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    Line send(String text) {
        try {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (IOException e) {
            isClosed = true;
        }
        return this;
    }

    /** What has come so far. */
    String received() {
        var bytes = ByteBuffer.allocate(8 * 1024);
        try {
            for (var n = channel.read(bytes); n != 0 && !isClosed; n = channel.read(bytes.clear())) {
                isClosed = n < 0;
                received.append(StandardCharsets.ISO_8859_1.decode(bytes.flip()));
            }
        } catch (IOException e) {
            isClosed = true;
        }
        return received.toString();
    }

    boolean isClosed() {
        received();
        return isClosed;
    }

    /** Sends one byte after the other until the other side has enough. */
    void drip(Duration most) {
        await().atMost(most).pollInterval(Duration.ofMillis(100)).until(() -> send("x").isClosed());
    }

    String awaitAnswer() {
        await().atMost(Duration.ofSeconds(5)).pollInterval(Duration.ofMillis(5)).until(() -> received().contains("\r\n\r\n") || isClosed);
        return received();
    }

    String awaitClose() {
        await().atMost(Duration.ofSeconds(8)).pollInterval(Duration.ofMillis(20)).until(this::isClosed);
        return received();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
