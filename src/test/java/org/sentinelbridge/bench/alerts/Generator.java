package org.sentinelbridge.bench.alerts;

import java.io.IOException;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A closed loop: each connection sends its next request when the last is answered. One thread does it all, and costs little of
 * what it measures. No alert is ever sent twice, nor in another run.
 */
final class Generator {

    /** After a refusal, so that refusing is not all that the server is busy with. */
    private static final long REST = TimeUnit.MILLISECONDS.toNanos(100);
    /** For the last answers, once the time is over. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final int port;
    private final List<Template> templates;
    private final int connections;
    private final byte[] scratch = new byte[Marker.LENGTH];
    private final Queue<Resting> resting = new ArrayDeque<>();
    private Selector selector;
    private Answers answers;
    private int active;
    private int next;
    private long end;

    private record Resting(Connection connection, long until) {}

    Generator(int port, List<Template> templates, int connections) {
        this.port = port;
        this.templates = templates;
        this.connections = connections;
    }

    Answers run(Duration duration) throws IOException {
        answers = new Answers();
        var start = System.nanoTime();
        end = start + duration.toNanos();
        active = connections;
        var largest = templates.stream().mapToInt(Template::length).max().orElseThrow();
        var all = Stream.generate(() -> new Connection(largest)).limit(connections).toList();
        try (var opened = Selector.open()) {
            selector = opened;
            all.forEach(this::send);
            while (active > 0 && System.nanoTime() < end + PATIENCE) {
                selector.select(key -> proceed((Connection) key.attachment()), resting.isEmpty() ? 1000 : 1);
                wake();
            }
            for (var connection : all) {
                connection.close();
            }
        }
        for (; active > 0; active--) {
            answers.other("none");
        }
        answers.lasted(System.nanoTime() - start);
        return answers;
    }

    private void send(Connection connection) {
        if (System.nanoTime() >= end) {
            active--;
            return;
        }
        try {
            if (!connection.isConnected()) {
                connection.connect(port, selector);
            }
            var template = templates.get(next++ % templates.size());
            var first = NUMBER.getAndAdd(template.alerts());
            connection.send(template, first, scratch);
        } catch (IOException e) {
            fail(connection);
        }
    }

    private void proceed(Connection connection) {
        try {
            var status = connection.proceed();
            if (status / 100 == 2) {
                answers.accepted(connection.first(), connection.alerts(), System.nanoTime() - connection.start());
                send(connection);
            } else if (status > 0) {
                answers.other(String.valueOf(status));
                if (connection.isSending()) {
                    connection.close();
                }
                rest(connection);
            }
        } catch (IOException e) {
            fail(connection);
        }
    }

    private void fail(Connection connection) {
        answers.other("none");
        try {
            connection.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        rest(connection);
    }

    private void rest(Connection connection) {
        resting.add(new Resting(connection, System.nanoTime() + REST));
    }

    private void wake() {
        while (!resting.isEmpty() && resting.peek().until < System.nanoTime()) {
            send(resting.remove().connection);
        }
    }
}
