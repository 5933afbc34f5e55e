package org.sentinelbridge.component.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sentinelbridge.base.store.Database;

/** A store that cannot be written for a while costs time, never a message. */
class StoreTroubleTest {

    @TempDir
    Path folder;

    @Test
    void whatWasDeliveredWhileTheStoreIsLockedIsNotDeliveredAgain() throws Exception {
        var url = Database.SQLITE.make(folder);
        try (var node = new Node(url); var locker = DriverManager.getConnection(url)) {
            var deliveries = new AtomicInteger();
            var locked = new CountDownLatch(1);
            node.send("text");
            node.deliver(Node.QUICK + "&lease=300ms&concurrentConsumers=3", exchange -> {
                deliveries.incrementAndGet();
                execute(locker, "BEGIN IMMEDIATE");
                locked.countDown();
            });
            locked.await();
            assertThat(node.send("refused").getException()).as("after its 2 s").isInstanceOf(OutboxUnavailable.class);
            execute(locker, "ROLLBACK");

            await().until(() -> node.query("SELECT count(*) FROM outbox") == 0);
            assertThat(deliveries).hasValue(1);
        }
    }

    @Test
    void theTroubleOfAnEmptyOutboxEndsWithThatOfTheStore() throws Exception {
        var url = Database.SQLITE.make(folder);
        try (var node = new Node(url); var locker = DriverManager.getConnection(url)) {
            var wellbeing = node.outbox().wellbeing();
            node.deliver(Node.QUICK, exchange -> {});
            execute(locker, "BEGIN IMMEDIATE");
            await().until(() -> wellbeing.trouble().isPresent());
            assertThat(wellbeing.lastError()).contains("The store cannot be used").contains("database is locked");
            execute(locker, "ROLLBACK");

            await().until(() -> wellbeing.trouble().isEmpty());
            assertThat(wellbeing.lastSuccess()).as("nothing was delivered").isEmpty();
        }
    }

    @Test
    void whoeverWaitsHearsThatThereIsNoConnection() throws Exception {
        try (var node = new Node(Database.SQLITE.make(folder))) {
            var outbox = node.outbox();
            var held = List.of(node.store.jdbi().open(), node.store.jdbi().open());
            var refused = outbox.add("", List.of(Node.message("a")), Node.LONG);
            assertThatThrownBy(() -> refused.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(OutboxUnavailable.class);
            held.forEach(Handle::close);
            assertThat(node.outbox().add("", List.of(Node.message("a")), Node.LONG).get(20, TimeUnit.SECONDS))
                    .isEqualTo(new Receipt(1, 0));
        }
    }

    @Test
    void whoeverComesAfterTheStoreWasClosedHearsOfIt() throws Exception {
        try (var node = new Node(Database.SQLITE.make(folder))) {
            var outbox = node.outbox();
            node.store.close();
            for (var i = 0; i < 2; i++) {
                var refused = outbox.add("", List.of(Node.message("a")), Node.LONG);
                assertThatThrownBy(() -> refused.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(OutboxUnavailable.class);
            }
            assertThatThrownBy(() -> node.store.writes().run(handle -> 1)).hasMessage("The store is closed");
        }
    }

    @Test
    void aWriteThatFailsFailsAlone() throws Exception {
        try (var node = new Node(Database.POSTGRESQL.make(folder))) {
            var gate = new CountDownLatch(1);
            node.store.writes().submit(handle -> gate.await(20, TimeUnit.SECONDS));
            var first = node.outbox().refresh().thenApply(b -> "counted");
            var added = node.outbox().add("", List.of(Node.message("a")), Node.LONG);
            CompletableFuture<Object> bad = node.store.writes().submit(handle -> handle.execute("SELECT nonsense"));
            CompletableFuture<Object> worse = node.store.writes().submit(handle -> {
                throw new OutOfMemoryError("not really");
            });
            gate.countDown();

            assertThatThrownBy(bad::join).hasMessageContaining("nonsense");
            assertThatThrownBy(worse::join).hasMessageContaining("not really");
            assertThat(added.join()).isEqualTo(new Receipt(1, 0));
            assertThat(first.join()).isEqualTo("counted");
            assertThat(node.query("SELECT sum(messages) FROM outbox")).isEqualTo(1);
            assertThat(node.outbox().backlog().messages()).isEqualTo(1);
        }
    }

    private static void execute(Connection connection, String sql) throws Exception {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
