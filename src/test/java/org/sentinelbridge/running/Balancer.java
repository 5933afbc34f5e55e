package org.sentinelbridge.running;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The one address of several bridges, or of one that comes back under another port: each connection goes to the next that takes it. */
final class Balancer implements AutoCloseable {

    private static final int BACKLOG = 500;

    private final ServerSocket server;
    private final List<Integer> ports = new CopyOnWriteArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();

    Balancer() {
        try {
            server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    /** Where connections go from now on. */
    void to(RunningBridge... bridges) {
        var others = new ArrayList<Integer>();
        for (var bridge : bridges) {
            others.add(bridge.port());
        }
        ports.addAll(others);
        ports.retainAll(others);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var caller = server.accept();
                start(() -> serve(caller));
            } catch (IOException e) {
                // closed
            }
        }
    }

    private void serve(Socket caller) {
        for (var i = 0; i < ports.size(); i++) {
            try {
                var bridge = new Socket(InetAddress.getLoopbackAddress(), ports.get(Math.floorMod(turn.getAndIncrement(), ports.size())));
                start(() -> pump(caller, bridge));
                pump(bridge, caller);
                return;
            } catch (IOException | IndexOutOfBoundsException e) {
                // the next one
            }
        }
        close(caller);
    }

    private static void pump(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
        } catch (IOException e) {
            // one of the two is gone
        } finally {
            close(from);
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void start(Runnable task) {
        var thread = new Thread(task, "balancer");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
