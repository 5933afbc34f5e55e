package org.sentinelbridge.component.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sentinelbridge.base.health.Trouble;
import org.sentinelbridge.base.retry.WaitRequest;
import org.sentinelbridge.base.store.Database;

/** What {@code from: outbox:} delivers, and what comes again. */
class DeliveryTest {

    @TempDir
    Path folder;

    private final ConcurrentLinkedQueue<List<String>> batches = new ConcurrentLinkedQueue<>();

    @Test
    void batchesAreNotLargerThanAskedFor() throws Exception {
        try (var node = new Node(Database.SQLITE.make(folder))) {
            for (var i = 0; i < 10; i++) {
                node.send(List.of(Node.message("m" + i)));
            }
            node.deliver("?batchMessages=3&batchWait=10ms", exchange -> batches.add(Node.ids(exchange)));
            await().until(() -> node.outbox().backlog().messages() == 0);
            assertThat(batches).extracting(List::size).containsExactly(3, 3, 3, 1);
            assertThat(batches.stream().flatMap(List::stream)).hasSize(10).isSorted();
        }
    }

    @Test
    void batchBytesCountWholeMessagesAndOneIsAlwaysDelivered() throws Exception {
        try (var node = new Node(Database.SQLITE.make(folder))) {
            for (var size : List.of(400, 401, 402, 5_000, 10)) {
                node.send(List.of(new OutboxMessage("of" + size, new byte[size])));
            }
            node.deliver(Node.QUICK + "&batchBytes=900", exchange -> batches.add(Node.ids(exchange)));
            await().until(() -> node.outbox().backlog().messages() == 0);
            assertThat(batches).containsExactly(
                    List.of("of400", "of401"), List.of("of402"), List.of("of5000"), List.of("of10"));
        }
    }

    @Test
    void messagesWaitForOthersLongerThanAPoll() throws Exception {
        try (var node = new Node(Database.SQLITE.make(folder))) {
            node.deliver("?batchWait=1h&poll=1ms&batchBytes=2000", exchange -> batches.add(Node.ids(exchange)));
            for (var i = 0; i < 2; i++) {
                node.send(List.of(new OutboxMessage("m" + i, new byte[1_000])));
            }
            await().until(() -> node.query("SELECT count(*) FROM outbox") == 1);
            assertThat(batches).as("delivered once there was enough").containsExactly(List.of("m0"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatFailsComesAgainInOrderAndCounts(Database database) throws Exception {
        try (var node = new Node(database.make(folder))) {
            var attempts = new ConcurrentLinkedQueue<Integer>();
            node.send("key", Node.messages("m", 0, 5));
            node.deliver(Node.QUICK, exchange -> {
                batches.add(Node.ids(exchange));
                attempts.add(exchange.getVariable("outbox_attempts", Integer.class));
                if (attempts.size() < 4) {
                    throw new IllegalStateException("not yet");
                }
            });
            await().until(() -> node.query("SELECT count(*) FROM outbox") == 0);
            assertThat(batches).hasSize(4).containsOnly(List.of("m0", "m1", "m2", "m3", "m4"));
            assertThat(attempts).containsExactly(0, 1, 2, 3);
            await().until(() -> node.outbox().wellbeing().trouble().isEmpty());
        }
    }

    @Test
    void aDeliveryOfSeveralCallsEndsAfterTheOneThatItIsAtWhenTheBridgeStops() throws Exception {
        var url = Database.SQLITE.make(folder);
        var calling = new CountDownLatch(1);
        var answer = new CountDownLatch(1);
        try (var node = new Node(url)) {
            node.send("key", Node.messages("m", 0, 5));
            node.deliver("?batchWait=10ms", exchange -> {
                var deliveries = node.camel.getRegistry().lookupByNameAndType("deliveries", Deliveries.class);
                for (var message : Node.delivered(exchange)) {
                    deliveries.goOn(exchange);
                    batches.add(List.of(message.id()));
                    calling.countDown();
                    answer.await();
                    deliveries.settle(exchange, List.of(message));
                }
            });
            calling.await();
            var stopping = CompletableFuture.runAsync(() -> node.camel.stop());
            await().until(() -> node.camel.getStatus().isStopping());
            await().pollDelay(Duration.ofMillis(200)).until(() -> !stopping.isDone());
            answer.countDown();
            stopping.join();
        }
        try (var node = new Node(url)) {
            node.deliver(Node.QUICK, exchange -> batches.add(Node.ids(exchange)));
            await().until(() -> node.outbox().backlog().messages() == 0);
            assertThat(batches).containsExactly(List.of("m0"), List.of("m1", "m2", "m3", "m4"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsSettledDoesNotComeAgainNotEvenAfterARestart(Database database) throws Exception {
        var url = database.make(folder);
        try (var node = new Node(url)) {
            node.send("key", Node.messages("m", 0, 5));
            node.deliver("?batchWait=10ms&firstDelay=1h&mostDelay=1h", exchange -> {
                node.camel.getRegistry().lookupByNameAndType("deliveries", Deliveries.class)
                        .settle(exchange, Node.delivered(exchange).subList(1, 3));
                throw new IllegalStateException("the rest must come again");
            });
            await().until(() -> node.outbox().wellbeing().trouble().isPresent());
            assertThat(node.outbox().backlog().messages()).isEqualTo(3);
        }
        try (var node = new Node(url)) {
            node.deliver(Node.QUICK, exchange -> batches.add(Node.ids(exchange)));
            await().until(() -> node.outbox().backlog().messages() == 0);
            assertThat(batches).containsExactly(List.of("m0", "m3", "m4"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"variable", "failure", "wrapped"})
    void anAskedForWaitIsObeyed(String by) throws Exception {
        try (var node = new Node(Database.SQLITE.make(folder))) {
            node.send("key", "text");
            node.deliver("?batchWait=10ms&poll=10ms&firstDelay=1h&mostDelay=1h", exchange -> {
                batches.add(List.of());
                if (batches.size() < 2) {
                    fail(exchange, by);
                }
            });
            await().until(() -> batches.size() == 2);
        }
    }

    @Test
    void healthSaysSinceWhenAWaitIsAskedForAndUntilWhen() throws Exception {
        try (var node = new Node(Database.SQLITE.make(folder))) {
            node.send("key", "text");
            node.deliver(Node.QUICK, exchange -> {
                exchange.setVariable("outbox_retry_after", "3600");
                throw new IllegalStateException("429");
            });
            await().until(() -> node.outbox().wellbeing().trouble().isPresent());
            assertThat(node.outbox().wellbeing().trouble().map(Trouble::text).orElseThrow())
                    .matches("IllegalStateException: 429; it asks to wait, since \\S+Z, and is tried again at \\S+Z");
        }
    }

    private static void fail(Exchange exchange, String by) throws Exception {
        if (by.equals("variable")) {
            exchange.setVariable("outbox_retry_after", "0");
            throw new IllegalStateException("come at once");
        }
        throw by.equals("failure") ? new AtOnce() : new CamelExchangeException("in a splitter", exchange, new AtOnce());
    }

    @Test
    void anUnreadableWaitCountsAsNone() throws Exception {
        try (var node = new Node(Database.SQLITE.make(folder))) {
            node.send("key", "text");
            node.deliver(Node.QUICK, exchange -> {
                batches.add(List.of());
                if (batches.size() < 3) {
                    exchange.setVariable("outbox_retry_after", "soon");
                    throw new IllegalStateException("not yet");
                }
            });
            await().until(() -> node.outbox().backlog().messages() == 0);
        }
    }

    @Test
    void aProblemIsToldAndPasses() throws Exception {
        try (var node = new Node(Database.SQLITE.make(folder))) {
            var open = new CountDownLatch(1);
            node.send("text");
            node.deliver(Node.QUICK, exchange -> {
                if (open.getCount() > 0) {
                    exchange.setVariable("advice", "Somebody must help.");
                    throw new IllegalStateException("no role");
                }
            });
            await().until(() -> node.outbox().wellbeing().trouble().isPresent());
            var first = node.outbox().wellbeing().trouble().orElseThrow();
            assertThat(first.text()).isEqualTo("Somebody must help. (IllegalStateException: no role)");
            assertThat(first.needsPerson()).isTrue();
            await().until(() -> node.query("SELECT max(attempts) FROM outbox") > 2);
            assertThat(node.outbox().wellbeing().trouble().map(Trouble::since)).contains(first.since());
            open.countDown();
            await().until(() -> node.outbox().wellbeing().trouble().isEmpty());
        }
    }

    @Test
    void stoppingWaitsForWhatIsUnderWayButNotForABackoff() throws Exception {
        var url = Database.SQLITE.make(folder);
        var started = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        var ended = new AtomicInteger();
        try (var node = new Node(url)) {
            node.send("bad", "text");
            node.send("good", "text");
            node.deliver("?batchWait=1ms&poll=1h&firstDelay=1h&mostDelay=1h&concurrentConsumers=2", exchange -> {
                if (exchange.getVariable("outbox_key", String.class).equals("bad")) {
                    throw new IllegalStateException("never");
                }
                started.countDown();
                end.await();
                ended.incrementAndGet();
            });
            started.await();
            await().until(() -> node.outbox().wellbeing().trouble().isPresent());
            var stopping = new Thread(node.camel::stop);
            stopping.start();
            await().until(() -> node.camel.getStatus().isStopping());
            end.countDown();
            stopping.join();
            assertThat(ended).hasValue(1);
            assertThat(node.query("SELECT count(*) FROM outbox WHERE claimed_by NOT LIKE '-%'")).isZero();
            assertThat(node.query("SELECT count(*) FROM outbox")).as("only the bad one").isEqualTo(1);
        }
    }

    private static final class AtOnce extends Exception implements WaitRequest {

        private static final long serialVersionUID = 1L;

        @Override
        public Optional<Duration> retryAfter() {
            return Optional.of(Duration.ZERO);
        }
    }
}
