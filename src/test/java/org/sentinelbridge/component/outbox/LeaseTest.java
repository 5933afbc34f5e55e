package org.sentinelbridge.component.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sentinelbridge.base.store.Database;

/** Two processes on one store: what one has claimed the other leaves alone, until its lease ends. */
class LeaseTest {

    private static final Duration LONG = Duration.ofMinutes(10);

    @TempDir
    Path folder;

    private String url;

    @BeforeEach
    void makeDatabase() {
        url = Database.POSTGRESQL.make(folder);
    }

    @Test
    void anAbandonedClaimIsTakenOverAndCannotBeSettledByItsFormerOwner() throws Exception {
        try (var one = new Node(url); var other = new Node(url)) {
            one.send("key", Node.messages("m", 0, 3));
            var lost = claim(one, LONG).orElseThrow();
            assertThat(claim(other, LONG)).as("claimed by one").isEmpty();

            one.execute("UPDATE outbox SET claimed_until = 1");
            var taken = claim(other, LONG).orElseThrow();
            lost.settle(lost.open());
            lost.awaitSettled();
            assertThat(one.query("SELECT sum(messages) FROM outbox")).as("not deleted by the former owner").isEqualTo(3);
            one.outbox().release(lost);
            assertThat(claim(one, LONG)).as("not given back by the former owner").isEmpty();

            taken.settle(taken.open().subList(0, 1));
            assertThat(one.query("SELECT sum(messages) FROM outbox")).isEqualTo(2);
        }
    }

    @Test
    void aClaimThatIsRenewedIsNotTaken() throws Exception {
        try (var one = new Node(url); var other = new Node(url)) {
            one.send("key", "text");
            var lease = Duration.ofMillis(600);
            var end = new CountDownLatch(1);
            var deliveries = new AtomicInteger();
            one.deliver(Node.QUICK + "&lease=600ms", exchange -> {
                deliveries.incrementAndGet();
                end.await();
            });
            await().until(() -> deliveries.get() == 1);
            var first = until(one);
            await().until(() -> until(one) > first + 2 * lease.toMillis());
            assertThat(claim(other, LONG)).isEmpty();
            end.countDown();
            await().until(() -> one.query("SELECT count(*) FROM outbox") == 0);
            assertThat(deliveries).hasValue(1);
        }
    }

    @Test
    void aProcessDoesNotClaimAgainWhatItIsDelivering() throws Exception {
        try (var one = new Node(url)) {
            one.send("key", "text");
            one.send("key", "later");
            var delivery = one.outbox().claim(1, 1, Duration.ZERO, LONG, List.of()).orElseThrow();
            one.execute("UPDATE outbox SET claimed_until = 1 WHERE claimed_by NOT LIKE '-%'");
            assertThat(claim(one, LONG)).as("its lease has just ended, but it goes on").isEmpty();
            delivery.settle(delivery.open());
            delivery.awaitSettled();
            assertThat(claim(one, LONG)).isPresent();
        }
    }

    @Test
    void whatCouldNotBeGivenBackIsFreeWhenItsLeaseEnds() throws Exception {
        try (var one = new Node(url)) {
            one.send("key", "text");
            var delivery = claim(one, LONG).orElseThrow();
            one.execute("ALTER TABLE outbox RENAME TO elsewhere");
            assertThatThrownBy(() -> one.outbox().release(delivery)).isInstanceOf(RuntimeException.class);
            one.execute("ALTER TABLE elsewhere RENAME TO outbox");
            var claimedUntil = until(one);
            one.outbox().renew(Duration.ofHours(5));
            one.outbox().refresh().join();
            assertThat(until(one)).as("not prolonged").isEqualTo(claimedUntil);
            one.execute("UPDATE outbox SET claimed_until = 1");
            assertThat(claim(one, LONG)).isPresent();
        }
    }

    private static Optional<Delivery> claim(Node node, Duration lease) {
        return node.outbox().claim(100, 100_000, Duration.ZERO, lease, List.of());
    }

    private static long until(Node node) {
        return node.query("SELECT max(claimed_until) FROM outbox");
    }
}
