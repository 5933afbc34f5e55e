package org.sentinelbridge.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sentinelbridge.retry.WaitRequest;

/** The outbox: component alone, in both databases. */
class OutboxTest {

    private static final String SQLITE = "sqlite";
    private static final String POSTGRESQL = "postgresql";
    private static Optional<Stores> postgres = Optional.empty();

    @TempDir
    Path folder;

    private final List<Process> processes = new ArrayList<>();
    private final List<String> delivered = new CopyOnWriteArrayList<>();

    @BeforeEach
    void emptyPostgres() {
        postgres.ifPresent(stores -> {
            try (var store = stores.open()) {
                store.jdbi().useHandle(handle -> handle.execute("TRUNCATE outbox, outbox_seen"));
            }
        });
    }

    @AfterEach
    void stop() {
        processes.forEach(Process::close);
    }

    @AfterAll
    static void stopPostgres() {
        postgres.ifPresent(Stores::close);
        postgres = Optional.empty();
    }

    private Stores stores(String kind) {
        if (kind.equals(SQLITE)) {
            return Stores.sqlite(folder);
        }
        if (postgres.isEmpty()) {
            postgres = Optional.of(Stores.postgresql());
        }
        return postgres.get();
    }

    private Process process(String kind) {
        return started(Process.on(stores(kind)));
    }

    private Process started(Process process) {
        processes.add(process);
        return process;
    }

    private void stop(Process process) {
        process.close();
        processes.remove(process);
    }

    private void awaitDelivered(String... texts) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(delivered).containsExactlyInAnyOrder(texts));
    }

    @ParameterizedTest
    @ValueSource(strings = {SQLITE, POSTGRESQL})
    void whatWasAcceptedSurvivesARestartAndIsDelivered(String kind) {
        var first = process(kind);
        assertThat(first.send("a", "b")).isEqualTo(new Receipt(2, 0));
        assertThat(first.outbox().backlog().messages()).isEqualTo(2);
        stop(first);

        var second = process(kind);
        assertThat(second.outbox().backlog().messages()).isEqualTo(2);
        second.deliver("", exchange -> delivered.addAll(Process.texts(exchange)));
        awaitDelivered("a", "b");
        await().until(() -> second.outbox().backlog().messages() == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {SQLITE, POSTGRESQL})
    void manySendersAtOnceShareTransactionsAndLoseNothing(String kind) throws Exception {
        var process = process(kind);
        var threads = IntStream.range(0, 24).mapToObj(n -> new Thread(
                () -> IntStream.range(0, 50).forEach(i -> assertThat(process.send(n + "-" + i).accepted()).isEqualTo(1)))).toList();
        threads.forEach(Thread::start);
        for (var thread : threads) {
            thread.join();
        }

        var rows = process.store.jdbi().withHandle(h -> h.createQuery("SELECT count(*) FROM outbox").mapTo(int.class).one());
        assertThat(rows).isLessThan(24 * 50);
        process.deliver("", exchange -> delivered.addAll(Process.texts(exchange)));
        await().atMost(Duration.ofSeconds(20)).until(() -> delivered.size() >= 24 * 50);
        assertThat(delivered).doesNotHaveDuplicates().hasSize(24 * 50);
    }

    @ParameterizedTest
    @ValueSource(strings = {SQLITE, POSTGRESQL})
    void aRepeatIsDroppedWithinOneCallLaterAndAfterARestart(String kind) {
        var first = process(kind);
        assertThat(first.send("a", "a", "b")).isEqualTo(new Receipt(2, 1));
        assertThat(first.send("b", "c")).isEqualTo(new Receipt(1, 1));
        first.deliver("", exchange -> delivered.addAll(Process.texts(exchange)));
        awaitDelivered("a", "b", "c");
        stop(first);

        assertThat(process(kind).send("a", "b", "c", "d")).isEqualTo(new Receipt(1, 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {SQLITE})
    void withoutAWindowNothingIsDropped(String kind) {
        var process = started(Process.on(stores(kind), Process.NO_LIMITS, Duration.ZERO));
        assertThat(process.send("a", "a")).isEqualTo(new Receipt(2, 0));
        assertThat(process.send("a")).isEqualTo(new Receipt(1, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {SQLITE, POSTGRESQL})
    void aFirstTryThatFailedDoesNotSwallowTheSecond(String kind) {
        var process = process(kind);
        process.send("before");
        process.store.jdbi().useHandle(handle -> handle.execute("ALTER TABLE outbox RENAME TO elsewhere"));
        assertThatThrownBy(() -> process.send("a")).isInstanceOf(OutboxUnavailable.class).hasMessageContaining("outbox");
        process.store.jdbi().useHandle(handle -> handle.execute("ALTER TABLE elsewhere RENAME TO outbox"));
        assertThat(process.send("a")).isEqualTo(new Receipt(1, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {POSTGRESQL})
    void twoProcessesKnowWhatTheOtherAccepted(String kind) {
        var one = process(kind);
        var other = process(kind);
        assertThat(one.send("a")).isEqualTo(new Receipt(1, 0));
        assertThat(other.send("a", "b")).isEqualTo(new Receipt(1, 1));
        assertThat(one.send("b")).isEqualTo(new Receipt(0, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {SQLITE, POSTGRESQL})
    void beyondItsLimitsItAcceptsNothingAndSaysWhy(String kind) {
        var process = started(Process.on(stores(kind), new Limits(2, 1_000, Duration.ofDays(1)), Duration.ofHours(1)));
        process.send("a", "b");
        assertThatThrownBy(() -> process.send("c"))
                .isInstanceOf(OutboxUnavailable.class)
                .hasMessage("The outbox test is full: 2 messages are waiting");
        process.deliver("", exchange -> delivered.addAll(Process.texts(exchange)));
        awaitDelivered("a", "b");
        await().untilAsserted(() -> assertThat(process.send("c").accepted()).isEqualTo(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {SQLITE, POSTGRESQL})
    void whatFailsComesAgainAndWhatWasSettledDoesNot(String kind) {
        var process = process(kind);
        var attempts = new AtomicInteger();
        process.deliver("", exchange -> {
            var messages = Process.messages(exchange);
            assertThat(exchange.getVariable("outbox_attempts", Integer.class)).isEqualTo(attempts.get());
            delivered.add(Process.texts(exchange).get(0));
            process.deliveries.settle(exchange, messages.subList(0, 1));
            if (attempts.incrementAndGet() < 3) {
                throw new IllegalStateException("not yet");
            }
        });
        process.send("a", "b", "c", "d");

        await().until(() -> process.outbox().backlog().messages() == 0);
        assertThat(delivered).containsExactly("a", "b", "c");
        assertThat(process.outbox().counts().settled()).isEqualTo(4);
        assertThat(process.outbox().counts().failures()).isEqualTo(2);
        assertThat(process.outbox().problem()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {SQLITE})
    void itWaitsAsLongAsTheOtherSideAsksFor(String kind) {
        var process = process(kind);
        var calls = new AtomicInteger();
        process.deliver("", exchange -> {
            calls.incrementAndGet();
            exchange.setVariable("outbox_problem", "Give it a role");
            throw new Later();
        });
        process.send("a");
        await().until(() -> process.outbox().problem().isPresent());
        process.send("b");

        await().during(Duration.ofSeconds(1)).atMost(Duration.ofSeconds(2)).until(() -> calls.get() == 1);
        assertThat(process.outbox().problem().orElseThrow().text()).isEqualTo("Give it a role (Later: in an hour)");
        assertThat(process.outbox().problem().orElseThrow().needsPerson()).isTrue();
    }

    private static final class Later extends RuntimeException implements WaitRequest {
        private static final long serialVersionUID = 1L;

        Later() {
            super("in an hour");
        }

        @Override
        public Optional<Duration> retryAfter() {
            return Optional.of(Duration.ofHours(1));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {SQLITE, POSTGRESQL})
    void messagesOfOneKeyStayInOrderWhateverFails(String kind) {
        var processes = kind.equals(SQLITE) ? List.of(process(kind)) : List.of(process(kind), process(kind));
        Map<String, List<Integer>> byKey = new ConcurrentHashMap<>();
        Set<String> busy = ConcurrentHashMap.newKeySet();
        var violations = new CopyOnWriteArrayList<String>();
        var random = new Random(7);
        for (var process : processes) {
            process.deliver("concurrentConsumers=4&batchMessages=3", exchange -> {
                var key = exchange.getVariable("outbox_key", String.class);
                if (!busy.add(key)) {
                    violations.add(key + " is delivered twice at a time");
                }
                try {
                    if (random.nextInt(4) == 0) {
                        throw new IllegalStateException("now and then");
                    }
                    Process.texts(exchange).forEach(text -> byKey
                            .computeIfAbsent(key, k -> new CopyOnWriteArrayList<>())
                            .add(Integer.parseInt(text.substring(text.indexOf('-') + 1))));
                } finally {
                    busy.remove(key);
                }
            });
        }
        for (var i = 0; i < 20; i++) {
            for (var key : List.of("x", "y", "z")) {
                processes.get(i % processes.size()).sendInOrder(key, key + "-" + i);
            }
        }

        var all = IntStream.range(0, 20).boxed().toList();
        await().atMost(Duration.ofSeconds(40)).untilAsserted(
                () -> assertThat(byKey).isEqualTo(Map.of("x", all, "y", all, "z", all)));
        assertThat(violations).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {SQLITE, POSTGRESQL})
    void aKeyThatFailsHoldsUpNoOther(String kind) {
        var process = process(kind);
        process.deliver("", exchange -> {
            if (exchange.getVariable("outbox_key", String.class).equals("bad")) {
                throw new Later();
            }
            delivered.addAll(Process.texts(exchange));
        });
        process.sendInOrder("bad", "1");
        process.sendInOrder("good", "2");
        process.sendInOrder("bad", "3");
        process.sendInOrder("good", "4");
        awaitDelivered("2", "4");
        assertThat(process.outbox().backlog().messages()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {SQLITE, POSTGRESQL})
    void whatADeadProcessHadClaimedIsTakenOverAndItsOwnSettlingHasNoEffect(String kind) {
        var dead = process(kind);
        dead.send("a", "b");
        var lost = dead.outbox().claim(10, 1_000, Duration.ofSeconds(3), List.of()).orElseThrow();
        var other = process(kind);
        assertThat(other.outbox().claim(10, 1_000, Duration.ofSeconds(30), List.of())).isEmpty();

        other.deliver("", exchange -> delivered.addAll(Process.texts(exchange)));
        awaitDelivered("a", "b");
        await().until(() -> other.outbox().backlog().messages() == 0);
        lost.settle(lost.open());
        assertThat(dead.outbox().counts().doubtful()).isEqualTo(2);
        assertThat(other.outbox().refresh().join().messages()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {SQLITE, POSTGRESQL})
    void aClaimThatIsKeptUpIsNotTakenOver(String kind) throws Exception {
        var process = process(kind);
        var release = new CountDownLatch(1);
        process.deliver("lease=500ms&concurrentConsumers=3", exchange -> {
            delivered.addAll(Process.texts(exchange));
            release.await(20, TimeUnit.SECONDS);
        });
        process.send("a");
        awaitDelivered("a");
        await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(3)).until(() -> delivered.size() == 1);
        release.countDown();
        await().until(() -> process.outbox().backlog().messages() == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {SQLITE, POSTGRESQL})
    void stoppingWaitsForWhatIsUnderWay(String kind) throws Exception {
        var first = process(kind);
        var begun = new CountDownLatch(1);
        first.deliver("", exchange -> {
            begun.countDown();
            TimeUnit.MILLISECONDS.sleep(500);
            delivered.addAll(Process.texts(exchange));
        });
        first.send("a");
        begun.await();
        stop(first);
        assertThat(delivered).containsExactly("a");
        assertThat(process(kind).outbox().backlog().messages()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {SQLITE, POSTGRESQL})
    void aDeliveryKeepsToItsSizes(String kind) {
        var process = process(kind);
        var sizes = new CopyOnWriteArrayList<Integer>();
        List.of("a", "b", "c", "d", "e").forEach(text -> process.send(text));
        process.deliver("batchMessages=2", exchange -> {
            sizes.add(Process.messages(exchange).size());
            delivered.addAll(Process.texts(exchange));
        });
        awaitDelivered("a", "b", "c", "d", "e");
        assertThat(sizes).containsExactly(2, 2, 1);
    }
}
