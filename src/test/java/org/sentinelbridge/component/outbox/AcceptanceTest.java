package org.sentinelbridge.component.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sentinelbridge.base.store.Database;

/** What {@code to: outbox:} has accepted is there for good, once. */
class AcceptanceTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void itIsInTheStoreBeforeTheProducerReturnsAndSurvivesARestart(Database database) throws Exception {
        var url = database.make(folder);
        try (var node = new Node(url)) {
            var sent = node.send(Node.messages("m", 0, 3));

            assertThat(Node.receipt(sent)).isEqualTo(Map.of("accepted", 3, "duplicates", 0));
            try (var other = Database.open(url)) {
                var seen = other.jdbi().withHandle(handle ->
                        handle.createQuery("SELECT sum(messages) FROM outbox").mapTo(long.class).one());
                assertThat(seen).isEqualTo(3);
            }
        }
        var arrived = new ConcurrentLinkedQueue<String>();
        try (var node = new Node(url)) {
            assertThat(node.outbox().backlog().messages()).isEqualTo(3);
            node.deliver(Node.QUICK, exchange -> arrived.addAll(Node.ids(exchange)));
            await().until(() -> node.query("SELECT count(*) FROM outbox") == 0);
        }
        assertThat(arrived).containsExactly("m0", "m1", "m2");
    }

    @ParameterizedTest
    @EnumSource
    void anyOtherBodyIsOneMessageWithoutAnId(Database database) throws Exception {
        try (var node = new Node(database.make(folder))) {
            var arrived = new ConcurrentLinkedQueue<OutboxMessage>();
            for (var body : List.of("text", new byte[] {0, -1}, "", "text")) {
                assertThat(Node.receipt(node.send(body))).isEqualTo(Map.of("accepted", 1, "duplicates", 0));
            }
            node.deliver(Node.QUICK, exchange -> arrived.addAll(Node.delivered(exchange)));
            await().until(() -> arrived.size() == 4);

            assertThat(arrived).extracting(OutboxMessage::id).containsOnly("");
            assertThat(arrived).extracting(OutboxMessage::body)
                    .containsExactly("text".getBytes(), new byte[] {0, -1}, new byte[0], "text".getBytes());
        }
    }

    @Test
    void nothingIsAlsoAccepted() throws Exception {
        try (var node = new Node(Database.SQLITE.make(folder))) {
            assertThat(Node.receipt(node.send(List.of()))).isEqualTo(Map.of("accepted", 0, "duplicates", 0));
            assertThat(node.query("SELECT count(*) FROM outbox")).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatManySendAtTheSameTimeIsGroupedAndArrivesOnce(Database database) throws Exception {
        try (var node = new Node(database.make(folder))) {
            var senders = new ArrayList<Callable<Object>>();
            for (var i = 0; i < 24; i++) {
                var prefix = "s" + i + "-";
                senders.add(() -> {
                    for (var m = 0; m < 40; m++) {
                        assertThat(node.send(List.of(Node.message(prefix + m))).getException()).isNull();
                    }
                    return prefix;
                });
            }
            var threads = Executors.newFixedThreadPool(24);
            for (var done : threads.invokeAll(senders)) {
                done.get();
            }
            threads.shutdown();
            assertThat(node.query("SELECT sum(messages) FROM outbox")).isEqualTo(960);
            assertThat(node.query("SELECT count(*) FROM outbox")).as("rows").isLessThan(960);
            assertThat(node.outbox().backlog().messages()).isEqualTo(960);

            var arrived = new ConcurrentLinkedQueue<String>();
            node.deliver(Node.QUICK + "&concurrentConsumers=4&batchMessages=50", exchange -> arrived.addAll(Node.ids(exchange)));
            await().atMost(Duration.ofSeconds(30)).until(() -> node.query("SELECT count(*) FROM outbox") == 0);
            assertThat(arrived).hasSize(960).doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theBacklogIsTrueAfterAddsAndDeliveriesAndCounts(Database database) throws Exception {
        var url = database.make(folder);
        try (var node = new Node(url)) {
            node.send(Node.messages("m", 0, 5));
            node.send("k", Node.messages("ünï-", 0, 5));
            var counted = node.outbox().backlog();
            assertThat(counted.messages()).isEqualTo(10);
            node.outbox().refresh().join();
            assertThat(node.outbox().backlog().bytes()).as("counted in the store").isEqualTo(counted.bytes());
        }
        try (var node = new Node(url)) {
            assertThat(node.outbox().backlog().messages()).isEqualTo(10);
            node.deliver(Node.QUICK, exchange -> {});
            await().until(() -> node.outbox().backlog().messages() == 0);
            assertThat(node.outbox().backlog()).isEqualTo(new Backlog(0, 0, Duration.ZERO));
        }
    }

    @Test
    void aCountThatSharesItsTransactionWithNewMessagesDoesNotCountThemTwice() throws Exception {
        try (var node = new Node(Database.SQLITE.make(folder))) {
            var outbox = node.outbox();
            var gate = new CountDownLatch(1);
            node.store.writes().submit(handle -> gate.await(20, TimeUnit.SECONDS));
            var added = outbox.add("", Node.messages("m", 0, 5), Node.LONG);
            var counted = outbox.refresh();
            gate.countDown();
            added.join();
            counted.join();
            assertThat(outbox.backlog().messages()).isEqualTo(5);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aKeyThatCannotBeKeptIsRefusedAndHarmsNobodyElse(Database database) throws Exception {
        try (var node = new Node(database.make(folder))) {
            assertThat(node.send("k".repeat(257), "text").getException()).isInstanceOf(IllegalArgumentException.class);
            assertThat(node.send("k\0", "text").getException()).isInstanceOf(IllegalArgumentException.class);
            assertThat(node.send("k".repeat(256), "text").getException()).isNull();
            var arrived = new ConcurrentLinkedQueue<String>();
            assertThat(node.send("\u0001", "text").getException()).isNull();
            node.deliver(Node.QUICK, exchange -> arrived.add(exchange.getVariable("outbox_key", String.class)));
            await().untilAsserted(() -> assertThat(arrived).contains("\u0001"));
        }
    }
}
