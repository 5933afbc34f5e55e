package org.sentinelbridge.component.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sentinelbridge.base.retry.Deadline;
import org.sentinelbridge.base.settings.SettingsException;
import org.sentinelbridge.base.store.Database;
import org.sentinelbridge.base.store.StoppablePostgres;
import org.sentinelbridge.running.Certificates;

/** A PostgreSQL that says nothing, or another bridge that was stopped while it held a lock, holds up nobody for good. */
class SilentStoreTest {

    @TempDir
    Path folder;

    private StoppablePostgres postgres;

    @BeforeEach
    void start() {
        postgres = StoppablePostgres.start(folder.resolve("postgres"));
    }

    @AfterEach
    void end() {
        postgres.close();
    }

    @Test
    void whoeverSendsIsRefusedAndMaySendAgain() throws Exception {
        try (var node = new Node(quick())) {
            assertThat(node.outbox().add("", List.of(Node.message("before")), Node.LONG).join()).isEqualTo(new Receipt(1, 0));
            postgres.stop();
            var refused = List.of(add(node, "a"), add(node, "b"));
            for (var one : refused) {
                assertThatThrownBy(() -> one.get(55, TimeUnit.SECONDS)).hasRootCauseInstanceOf(java.io.IOException.class)
                        .cause().isInstanceOf(OutboxUnavailable.class);
            }
            postgres.goOn();

            var again = node.outbox().add("", List.of(Node.message("a"), Node.message("b")), Node.LONG).get(55, TimeUnit.SECONDS);
            assertThat(again.accepted() + again.duplicates()).isEqualTo(2);
            assertThat(node.query("SELECT sum(messages) FROM outbox")).isEqualTo(3);
        }
    }

    @Test
    void whoeverHasADeadlineIsRefusedByThenAndNothingOfHisIsWrittenLater() throws Exception {
        try (var node = new Node(postgres.url())) {
            node.outbox();
            postgres.stop();
            var first = add(node, "first");
            var late = node.camel.createFluentProducerTemplate().withExchange(() -> {
                Exchange exchange = node.camel.getEndpoint("outbox:test").createExchange();
                Deadline.set(exchange, Duration.ofSeconds(1));
                exchange.getMessage().setBody(List.of(Node.message("late")));
                return exchange;
            }).to("outbox:test").send();
            assertThat(late.getException()).isInstanceOf(OutboxUnavailable.class).hasMessageContaining("in time");
            assertThat(first).as("has more time").isNotDone();
            postgres.goOn();

            first.get(55, TimeUnit.SECONDS);
            assertThat(node.outbox().add("", List.of(Node.message("next")), Node.LONG).get(55, TimeUnit.SECONDS)).isEqualTo(new Receipt(1, 0));
            assertThat(node.query("SELECT sum(messages) FROM outbox")).isEqualTo(2);
        }
    }

    @Test
    void whoeverOpensItIsToldSo() {
        postgres.stop();
        assertThatThrownBy(() -> Database.open(postgres.url())).isInstanceOf(SettingsException.class).hasMessageContaining("store.url");
    }

    /** A driver limits for how long it waits for an answer, but not how long it tries to send; and TLS makes it hard to break off. */
    @Test
    void whatIsLargerThanTheNetworkTakesIsGivenUpToo() throws Exception {
        var certificates = new Certificates(folder, "postgres");
        var secure = StoppablePostgres.start(
                folder.resolve("secure"), certificates.certificate("postgres"), certificates.privateKey("postgres"));
        try (secure; var node = new Node(secure.url() + "&sslmode=require")) {
            node.outbox();
            var large = node.store.writes().submit(handle -> {
                secure.stop();
                return handle.execute("INSERT INTO outbox_seen (name, seen_at, hashes) VALUES ('test', 0, ?)", new byte[60_000_000]);
            });
            assertThatThrownBy(() -> large.get(100, TimeUnit.SECONDS)).hasStackTraceContaining("PSQLException");
            secure.goOn();
            assertThat(add(node, "small").get(55, TimeUnit.SECONDS)).isEqualTo(new Receipt(1, 0));
        }
    }

    @Test
    void aDeliveryGoesOnAndIsNotRepeated() throws Exception {
        try (var node = new Node(quick())) {
            var delivered = Collections.synchronizedList(new ArrayList<String>());
            node.deliver(Node.QUICK + "&lease=2s", exchange -> {
                delivered.addAll(Node.ids(exchange));
                if (delivered.size() == 1) {
                    postgres.stop();
                }
            });
            node.outbox().add("", List.of(Node.message("a")), Node.LONG).join();
            await().atMost(Node.LONG).until(() -> !delivered.isEmpty());
            assertThatThrownBy(() -> add(node, "refused").get(55, TimeUnit.SECONDS)).cause().isInstanceOf(OutboxUnavailable.class);
            postgres.goOn();

            add(node, "b").get(55, TimeUnit.SECONDS);
            await().atMost(Node.LONG).until(() -> delivered.contains("b") && node.query("SELECT count(*) FROM outbox") == 0);
            assertThat(delivered).doesNotHaveDuplicates();
        }
    }

    /** It holds locks and does nothing. That its connection is one of a store gives it the limits of one. */
    @Test
    void anotherThatWasStoppedWithinATransactionLosesItsLocks() throws Exception {
        try (var node = new Node(quick()); var other = new Node(quick())) {
            node.outbox();
            var held = other.store.jdbi().open();
            held.begin();
            other.store.alone(held, "outbox:test");
            held.execute("INSERT INTO notes (topic, name, document) VALUES ('test', 'of the stopped one', '{}')");

            assertThat(add(node, "a").get(55, TimeUnit.SECONDS)).isEqualTo(new Receipt(1, 0));

            assertThatThrownBy(held::commit).as("when it goes on").hasStackTraceContaining("PSQLException");
            held.close();
            assertThat(add(other, "b").get(55, TimeUnit.SECONDS)).isEqualTo(new Receipt(1, 0));
            assertThat(node.query("SELECT count(*) FROM notes")).isZero();
        }
    }

    /** Such as another program, which has no limits. */
    @Test
    void aLockThatIsNeverGivenBackIsNotAwaitedForGood() throws Exception {
        try (var node = new Node(quick()); var other = DriverManager.getConnection(postgres.url(), "postgres", "")) {
            node.outbox();
            other.setAutoCommit(false);
            try (var lock = other.createStatement()) {
                lock.execute("SELECT pg_advisory_xact_lock(hashtext('outbox:test'))");
            }
            var refused = new ArrayList<CompletableFuture<Receipt>>();
            for (var i = 0; i < 3; i++) {
                refused.add(add(node, "refused" + i));
            }
            for (var one : refused) {
                assertThatThrownBy(() -> one.get(55, TimeUnit.SECONDS)).hasMessageContaining("lock timeout")
                        .cause().isInstanceOf(OutboxUnavailable.class);
            }
            other.rollback();
            assertThat(add(node, "a").get(55, TimeUnit.SECONDS)).isEqualTo(new Receipt(1, 0));
        }
    }

    /** With shorter limits than ours, in the same order. */
    private String quick() {
        return postgres.url() + "&socketTimeout=5&options=-c%20idle_in_transaction_session_timeout=1s%20-c%20lock_timeout=2s%20-c%20statement_timeout=3s";
    }

    private static CompletableFuture<Receipt> add(Node node, String id) {
        return node.outbox().add("", List.of(Node.message(id)), Node.LONG);
    }
}
