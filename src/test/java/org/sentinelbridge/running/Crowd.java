package org.sentinelbridge.running;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Many connections that say much at first, and then one byte a second. */
final class Crowd implements AutoCloseable {

    /** So many come, one after the other, in so short a time. */
    private static final int GROUP = 25;
    private static final long GROUP_MILLIS = 50;
    /** After so many groups everybody says another byte: once a second. */
    private static final int GROUPS_BETWEEN_BYTES = 20;

    /**
     * What one of them does.
     *
     * @param beginning what it says at first
     */
    record Kind(String name, int port, byte[] beginning) {

        Kind(String name, int port, String beginning) {
            this(name, port, beginning.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    private final List<Kind> kinds;
    private final int size;
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final Thread thread = new Thread(this::live, "crowd");
    private volatile boolean isOver;

    /** @param size how many of all kinds together */
    Crowd(List<Kind> kinds, int size) {
        this.kinds = List.copyOf(kinds);
        this.size = size;
        thread.setDaemon(true);
        thread.start();
    }

    /** Whether all have come. */
    boolean isThere() {
        return opened.get() == size;
    }

    /** How many have not been cut off. */
    int open() {
        return open.get();
    }

    private void live() {
        var all = new ArrayList<SocketChannel>();
        var bytes = ByteBuffer.allocateDirect(16 * 1024);
        for (var group = 0; !isOver; group++) {
            var now = System.nanoTime();
            for (var i = 0; i < GROUP && !isThere(); i++) {
                join(all, kinds.get(opened.getAndIncrement() % kinds.size()));
            }
            if (group % GROUPS_BETWEEN_BYTES == 0) {
                forget(all.iterator(), bytes);
            }
            open.set(all.size());
            await(now);
        }
        all.forEach(Crowd::close);
    }

    private static void join(List<SocketChannel> all, Kind kind) {
        try {
            var channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), kind.port));
            all.add(channel);
            channel.configureBlocking(false);
            channel.write(ByteBuffer.wrap(kind.beginning));
        } catch (IOException e) {
            // cut off already, which is noticed when it is looked at
        }
    }

    /** Closes those that are cut off, and has the others say one more byte. */
    private static void forget(Iterator<SocketChannel> all, ByteBuffer bytes) {
        while (all.hasNext()) {
            var channel = all.next();
            try {
                var n = channel.read(bytes.clear());
                while (n > 0) {
                    n = channel.read(bytes.clear());
                }
                if (n < 0) {
                    throw new IOException("closed");
                }
                channel.write(ByteBuffer.wrap(new byte[] {'x'}));
            } catch (IOException e) {
                close(channel);
                all.remove();
            }
        }
    }

    private void await(long since) {
        synchronized (this) {
            var left = GROUP_MILLIS - (System.nanoTime() - since) / 1_000_000;
            try {
                if (left > 0 && !isOver) {
                    wait(left);
                }
            } catch (InterruptedException e) {
                isOver = true;
            }
        }
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            isOver = true;
            notifyAll();
        }
    }
}
