package org.sentinelbridge.component.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sentinelbridge.base.store.Database;

/** What may have arrived is repeated by itself, so that nothing else arrives twice. */
class RepeatsTest {

    private static final Duration LEASE = Duration.ofMinutes(10);

    @TempDir
    Path folder;

    private final ConcurrentLinkedQueue<List<String>> batches = new ConcurrentLinkedQueue<>();

    @ParameterizedTest
    @EnumSource
    void whatFailedComesAgainWithoutWhatHasComeMeanwhile(Database database) throws Exception {
        try (var node = new Node(database.make(folder))) {
            node.send(Node.messages("m", 0, 2));
            node.send(Node.messages("m", 2, 3));
            node.deliver(Node.QUICK, exchange -> {
                batches.add(Node.ids(exchange));
                if (batches.size() < 4) {
                    node.send(Node.messages("later" + batches.size() + "-", 0, 2));
                    throw new IllegalStateException("the answer is lost");
                }
            });
            await().until(() -> node.query("SELECT count(*) FROM outbox") == 0);
            var first = List.of("m0", "m1", "m2");
            assertThat(batches).startsWith(first, first, first, first);
            assertThat(batches.stream().skip(4).flatMap(List::stream))
                    .containsExactly("later1-0", "later1-1", "later2-0", "later2-1", "later3-0", "later3-1");
        }
    }

    @Test
    void whatWasMovedToItsOwnKeyByItsFailureAsWell() throws Exception {
        try (var node = new Node(Database.SQLITE.make(folder))) {
            node.send(Node.messages("m", 0, 3));
            node.deliver(Node.QUICK, exchange -> {
                batches.add(Node.ids(exchange));
                var delivery = Delivery.find(exchange).orElseThrow();
                if (batches.size() == 1) {
                    node.send("lane", Node.messages("later", 0, 2));
                    delivery.afterFailure("lane");
                }
                if (batches.size() < 3) {
                    throw new IllegalStateException("the answer is lost");
                }
            });
            await().until(() -> node.query("SELECT count(*) FROM outbox") == 0);
            assertThat(batches.stream().filter(batch -> batch.contains("m0"))).hasSizeGreaterThan(1).containsOnly(List.of("m0", "m1", "m2"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void afterAKillWhatWasUnderDeliveryComesByItself(Database database) throws Exception {
        var url = database.make(folder);
        try (var killed = new Node(url)) {
            killed.send(Node.messages("m", 0, 3));
            assertThat(killed.outbox().claim(100, 100_000, Duration.ZERO, LEASE, List.of())).isPresent();
            killed.send(Node.messages("later", 0, 2));
            killed.execute("UPDATE outbox SET claimed_until = 1 WHERE claimed_by NOT LIKE '-%'");
        }
        try (var node = new Node(url)) {
            node.deliver(Node.QUICK, exchange -> batches.add(Node.ids(exchange)));
            await().until(() -> node.query("SELECT count(*) FROM outbox") == 0);
            assertThat(batches).containsExactly(List.of("m0", "m1", "m2"), List.of("later0", "later1"));
        }
    }
}
