package org.sentinelbridge.component.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sentinelbridge.base.store.Database;

/** Messages of one key never overtake each other, nor are they under way together. */
class OrderTest {

    private static final int KEYS = 5;
    private static final int EACH = 30;

    @TempDir
    Path folder;

    private final Map<String, Queue<String>> arrived = new ConcurrentHashMap<>();
    private final Map<String, String> underWay = new ConcurrentHashMap<>();
    private final Queue<String> together = new ConcurrentLinkedQueue<>();
    private final Random random = new Random(1);

    @ParameterizedTest
    @EnumSource
    void withSeveralConsumersAndFailures(Database database) throws Exception {
        try (var node = new Node(database.make(folder))) {
            node.deliver(Node.QUICK + "&concurrentConsumers=4&batchMessages=4", this::deliver);
            sendTo(List.of(node));
            await().atMost(Duration.ofSeconds(60)).until(() -> node.query("SELECT count(*) FROM outbox") == 0);
        }
        assertOrder();
    }

    @Test
    void withTwoProcesses() throws Exception {
        var url = Database.POSTGRESQL.make(folder);
        try (var one = new Node(url); var other = new Node(url)) {
            one.deliver(Node.QUICK + "&concurrentConsumers=2&batchMessages=4", this::deliver);
            other.deliver(Node.QUICK + "&concurrentConsumers=2&batchMessages=4", this::deliver);
            sendTo(List.of(one, other));
            await().atMost(Duration.ofSeconds(60)).until(() -> one.query("SELECT count(*) FROM outbox") == 0);
        }
        assertOrder();
    }

    @Test
    void otherKeysGoOnWhileOneWaits() throws Exception {
        try (var node = new Node(Database.SQLITE.make(folder))) {
            node.deliver("?batchWait=10ms&poll=10ms&firstDelay=1h&mostDelay=1h", exchange -> {
                if (exchange.getVariable("outbox_key").equals("bad")) {
                    throw new IllegalStateException("never");
                }
            });
            node.send("bad", "text");
            await().until(() -> node.outbox().wellbeing().trouble().isPresent());
            node.send("bad", "text");
            node.send("good", "text");
            await().until(() -> node.query("SELECT count(*) FROM outbox") == 2);
            assertThat(node.query("SELECT count(*) FROM outbox WHERE message_key = 'bad'")).isEqualTo(2);
        }
    }

    @Test
    void manyKeysDoNotWaitForOneAnother() throws Exception {
        try (var node = new Node(Database.SQLITE.make(folder))) {
            for (var i = 0; i < 60; i++) {
                node.send("k" + i, "text");
            }
            node.deliver("?batchWait=1s", exchange -> {});
            await().atMost(Duration.ofSeconds(30)).until(() -> node.query("SELECT count(*) FROM outbox") == 0);
        }
    }

    private void deliver(Exchange exchange) {
        var key = exchange.getVariable("outbox_key", String.class);
        if (underWay.put(key, exchange.getExchangeId()) != null) {
            together.add(key);
        }
        try {
            synchronized (random) {
                if (random.nextInt(4) == 0) {
                    throw new IllegalStateException("at random");
                }
            }
            arrived.computeIfAbsent(key, k -> new ConcurrentLinkedQueue<>()).addAll(Node.ids(exchange));
        } finally {
            underWay.remove(key);
        }
    }

    private static void sendTo(List<Node> nodes) {
        for (var i = 0; i < EACH; i++) {
            for (var key = 0; key < KEYS; key++) {
                nodes.get(i % nodes.size()).send("key" + key, List.of(Node.message("m" + key + "-" + i)));
            }
        }
    }

    private void assertOrder() {
        assertThat(together).as("under way together").isEmpty();
        assertThat(arrived).hasSize(KEYS);
        for (var key = 0; key < KEYS; key++) {
            var expected = new ArrayList<String>();
            for (var i = 0; i < EACH; i++) {
                expected.add("m" + key + "-" + i);
            }
            assertThat(arrived.get("key" + key)).containsExactlyElementsOf(expected);
        }
    }
}
