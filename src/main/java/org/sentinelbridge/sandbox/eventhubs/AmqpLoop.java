package org.sentinelbridge.sandbox.eventhubs;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.qpid.proton.engine.Connection;
import org.apache.qpid.proton.engine.Event;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves AMQP 1.0 connections on one thread: sockets on one side, events of the proton-j engine on the other. Everything that the
 * handler touches is confined to that thread, so nothing needs a lock.
 */
final class AmqpLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AmqpLoop.class);
    /** So often heartbeats and idle time-outs are looked at. */
    private static final long TICK_MILLIS = 1_000;
    private static final long CLOSE_MILLIS = 5_000;
    private static final int MOST_CONNECTIONS = 1_000;

    private final Selector selector;
    private final ServerSocketChannel server;
    private final Thread thread = new Thread(this::run, "event-hubs-sandbox");
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final PriorityQueue<Later> laters = new PriorityQueue<>(Comparator.comparingLong(Later::nanos));
    private final Set<AmqpPeer> peers = new HashSet<>();
    /** Those that may have something to handle or to write. */
    private final Set<AmqpPeer> restless = new HashSet<>();
    private volatile Consumer<Event> handler = event -> {};
    private volatile boolean closed;

    private record Later(long nanos, Runnable task) {}

    /**
     * Takes the port; nothing is accepted before {@link #start}.
     *
     * @throws IOException if the port cannot be had
     */
    AmqpLoop(String host, int port) throws IOException {
        selector = Selector.open();
        server = ServerSocketChannel.open();
        server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        try {
            server.bind(new InetSocketAddress(host, port));
        } catch (IOException e) {
            closeQuietly(server);
            closeQuietly(selector);
            throw e;
        }
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
    }

    void start(Consumer<Event> eventHandler) {
        handler = eventHandler;
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.socket().getLocalPort();
    }

    /**
     * Has a task run in the thread of the loop.
     *
     * @throws IllegalStateException once closed
     */
    void execute(Runnable task) {
        if (closed) {
            throw new IllegalStateException("The Event Hubs stand-in is closed");
        }
        tasks.add(task);
        selector.wakeup();
    }

    /** Has a task run so much later. Thread of the loop only. */
    void after(long millis, Runnable task) {
        laters.add(new Later(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis), task));
    }

    /** Says that something was written to a connection outside its own events. Thread of the loop only. */
    void touch(Connection connection) {
        restless.add((AmqpPeer) connection.getContext());
    }

    /** How many clients are connected. Thread of the loop only. */
    int connections() {
        return peers.size();
    }

    /** Cuts every connection without a word. Thread of the loop only. */
    void cutConnections() {
        List.copyOf(peers).forEach(this::drop);
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            var ticked = System.nanoTime();
            while (!closed) {
                selector.select(this::onReady, millisToNext());
                runTasks();
                if (System.nanoTime() - ticked > TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS)) {
                    ticked = System.nanoTime();
                    restless.addAll(peers);
                }
                while (!restless.isEmpty()) {
                    var all = new ArrayList<>(restless);
                    restless.clear();
                    all.forEach(this::pump);
                }
            }
        } catch (IOException e) {
            LOG.error("The Event Hubs stand-in has failed", e);
        } finally {
            closed = true;
            cutConnections();
            closeQuietly(server);
            closeQuietly(selector);
        }
    }

    private long millisToNext() {
        if (laters.isEmpty()) {
            return TICK_MILLIS;
        }
        var wait = TimeUnit.NANOSECONDS.toMillis(laters.peek().nanos() - System.nanoTime());
        return Math.max(1, Math.min(wait, TICK_MILLIS));
    }

    private void runTasks() {
        for (var task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
        while (!laters.isEmpty() && laters.peek().nanos() - System.nanoTime() <= 0) {
            laters.poll().task().run();
        }
    }

    private void onReady(SelectionKey key) {
        try {
            if (key.isValid() && key.isAcceptable()) {
                accept();
                return;
            }
            var peer = (AmqpPeer) key.attachment();
            if (key.isValid() && key.isReadable()) {
                peer.read();
            }
            restless.add(peer);
        } catch (IOException | RuntimeException e) {
            LOG.debug("Connection dropped", e);
            if (key.attachment() instanceof AmqpPeer peer) {
                drop(peer);
            }
        }
    }

    private void accept() throws IOException {
        var channel = server.accept();
        if (channel == null) {
            return;
        }
        if (peers.size() >= MOST_CONNECTIONS) {
            channel.close();
            return;
        }
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        var key = channel.register(selector, SelectionKey.OP_READ);
        var peer = new AmqpPeer(channel, key);
        key.attach(peer);
        peers.add(peer);
    }

    private void pump(AmqpPeer peer) {
        if (!peers.contains(peer)) {
            return;
        }
        try {
            if (!peer.pump(handler)) {
                drop(peer);
            }
        } catch (IOException e) {
            drop(peer);
        } catch (RuntimeException e) {
            LOG.warn("Connection dropped", e);
            drop(peer);
        }
    }

    private void drop(AmqpPeer peer) {
        if (peers.remove(peer)) {
            closeQuietly(peer);
        }
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            LOG.debug("Could not close", e);
        }
    }
}
