package org.sentinelbridge.component.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sentinelbridge.base.store.Database;

/** A message that comes again is dropped, and only then. */
class DuplicatesTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void withinACallAcrossCallsAndAfterARestart(Database database) throws Exception {
        var url = database.make(folder);
        try (var node = new Node(url)) {
            var twice = List.of(Node.message("a"), Node.message("b"), Node.message("a"));
            assertThat(Node.receipt(node.send(twice))).isEqualTo(Map.of("accepted", 2, "duplicates", 1));
            assertThat(Node.receipt(node.send("key", twice))).isEqualTo(Map.of("accepted", 0, "duplicates", 3));
        }
        try (var node = new Node(url)) {
            assertThat(Node.receipt(node.send(Node.messages("", 0, 1)))).isEqualTo(Map.of("accepted", 1, "duplicates", 0));
            assertThat(Node.receipt(node.send(List.of(Node.message("b"), Node.message("c")))))
                    .isEqualTo(Map.of("accepted", 1, "duplicates", 1));
            assertThat(node.query("SELECT sum(messages) FROM outbox")).isEqualTo(4);
        }
    }

    @Test
    void withinAGroup() throws Exception {
        try (var node = new Node(Database.SQLITE.make(folder))) {
            var outbox = node.outbox();
            var gate = new CountDownLatch(1);
            node.store.writes().submit(handle -> gate.await(20, TimeUnit.SECONDS));
            var first = outbox.add("", List.of(Node.message("a"), Node.message("b")), Node.LONG);
            var second = outbox.add("", List.of(Node.message("b"), Node.message("c")), Node.LONG);
            gate.countDown();

            assertThat(first.join()).isEqualTo(new Receipt(2, 0));
            assertThat(second.join()).isEqualTo(new Receipt(1, 1));
            assertThat(node.query("SELECT count(*) FROM outbox")).as("one group, one row").isEqualTo(1);
        }
    }

    @Test
    void betweenProcesses() throws Exception {
        var url = Database.POSTGRESQL.make(folder);
        try (var one = new Node(url); var other = new Node(url)) {
            assertThat(Node.receipt(one.send(List.of(Node.message("a"))))).containsEntry("accepted", 1);
            assertThat(Node.receipt(other.send(List.of(Node.message("a"), Node.message("b"))))).containsEntry("accepted", 1);
            assertThat(Node.receipt(one.send(List.of(Node.message("b"))))).containsEntry("duplicates", 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void notWithoutAWindow(Database database) throws Exception {
        try (var node = new Node(database.make(folder), Node.NO_LIMITS, Duration.ZERO)) {
            node.send(List.of(Node.message("a")));
            assertThat(Node.receipt(node.send(List.of(Node.message("a"))))).containsEntry("accepted", 1);
            assertThat(node.query("SELECT count(*) FROM outbox_seen")).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void notAfterTheWindowEvenIfNothingElseCame(Database database) throws Exception {
        var url = database.make(folder);
        try (var node = new Node(url)) {
            node.send(List.of(Node.message("a")));
            node.execute("UPDATE outbox_seen SET seen_at = seen_at - 601000");
        }
        try (var node = new Node(url)) {
            assertThat(Node.receipt(node.send(List.of(Node.message("a"))))).containsEntry("accepted", 1);
            assertThat(Node.receipt(node.send(List.of(Node.message("a"))))).containsEntry("duplicates", 1);
            node.outbox().refresh().join();
            assertThat(node.query("SELECT count(*) FROM outbox_seen")).as("pruned").isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void notIfTheFirstAttemptWasRefused(Database database) throws Exception {
        try (var node = new Node(database.make(folder))) {
            node.send(List.of(Node.message("before")));
            node.execute("ALTER TABLE outbox RENAME TO elsewhere");
            assertThat(node.send(List.of(Node.message("a"))).getException())
                    .isInstanceOf(OutboxUnavailable.class).hasMessageContaining("store");
            node.execute("ALTER TABLE elsewhere RENAME TO outbox");

            assertThat(Node.receipt(node.send(List.of(Node.message("a"), Node.message("before")))))
                    .isEqualTo(Map.of("accepted", 1, "duplicates", 1));
            assertThat(node.outbox().backlog().messages()).isEqualTo(2);
        }
    }

    @Test
    void aFullDiskRefusesAllOfACallAndTakesItOnceThereIsRoom() throws Exception {
        try (var node = new Node(Database.SQLITE.make(folder) + "?max_page_count=56")) {
            var large = List.of(Node.message("small"), new OutboxMessage("large", new byte[1_000_000]));
            assertThat(node.send(large).getException()).isInstanceOf(OutboxUnavailable.class);
            assertThat(node.query("SELECT count(*) FROM outbox") + node.query("SELECT count(*) FROM outbox_seen")).isZero();

            assertThat(Node.receipt(node.send(List.of(Node.message("small"))))).containsEntry("accepted", 1);
        }
    }
}
