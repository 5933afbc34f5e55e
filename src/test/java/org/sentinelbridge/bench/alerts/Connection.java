package org.sentinelbridge.bench.alerts;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** A kept-alive connection with one request at a time under way. Knows just enough of HTTP for that, so that it costs little. */
final class Connection {

    private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);

    private final ByteBuffer out;
    private final ByteBuffer in = ByteBuffer.allocateDirect(16_384);
    private final byte[] answer = new byte[16_384];
    private SocketChannel channel;
    private SelectionKey key;
    private int first;
    private int alerts;
    private long start;

    Connection(int largest) {
        this.out = ByteBuffer.allocateDirect(largest);
    }

    void connect(int port, Selector selector) throws IOException {
        channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    boolean isConnected() {
        return channel != null;
    }

    void close() throws IOException {
        if (channel != null) {
            channel.close();
            channel = null;
        }
    }

    void send(Template template, int number, byte[] scratch) throws IOException {
        first = number;
        alerts = template.alerts();
        template.write(number, scratch, out);
        in.clear();
        start = System.nanoTime();
        write();
    }

    /** Goes on with what is under way; the status if it has been answered, 0 if not yet. */
    int proceed() throws IOException {
        if (out.hasRemaining()) {
            write();
        }
        if (channel.read(in) < 0) {
            throw new EOFException();
        }
        return status();
    }

    /** Whether a part of the request has not been sent, though perhaps it has been answered. */
    boolean isSending() {
        return out.hasRemaining();
    }

    /** The number of the first alert of the request. */
    int first() {
        return first;
    }

    int alerts() {
        return alerts;
    }

    long start() {
        return start;
    }

    private void write() throws IOException {
        channel.write(out);
        var interest = out.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
        if (key.interestOps() != interest) {
            key.interestOps(interest);
        }
    }

    private int status() {
        var read = in.position();
        in.get(0, answer, 0, read);
        var length = -1;
        for (var i = 12; i + 3 < read; i++) {
            if (answer[i] != '\r') {
                continue;
            }
            if (answer[i + 2] == '\r') {
                var complete = length >= 0 ? read >= i + 4 + length : endsChunked(read) || isEmpty();
                return complete ? number(9) : 0;
            }
            if (isLength(i + 2, read)) {
                length = number(i + 2 + LENGTH.length);
            }
        }
        return 0;
    }

    /** Without a length, the answer comes in pieces, of which the last is empty. */
    private boolean endsChunked(int read) {
        return answer[read - 5] == '0' && answer[read - 4] == '\r' && answer[read - 2] == '\r';
    }

    private boolean isEmpty() {
        return number(9) == 204;
    }

    private boolean isLength(int at, int read) {
        if (at + LENGTH.length > read) {
            return false;
        }
        for (var i = 0; i < LENGTH.length; i++) {
            if ((answer[at + i] | 0x20) != (LENGTH[i] | 0x20)) {
                return false;
            }
        }
        return true;
    }

    private int number(int at) {
        var i = at;
        while (answer[i] == ' ') {
            i++;
        }
        var number = 0;
        for (; answer[i] >= '0' && answer[i] <= '9'; i++) {
            number = 10 * number + answer[i] - '0';
        }
        return number;
    }
}
