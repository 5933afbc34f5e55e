package org.sentinelbridge.component.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sentinelbridge.base.store.Database;

/** A full outbox says so, and accepts again once it is not. */
class LimitsTest {

    private static final Duration WINDOW = Duration.ofMinutes(10);

    @TempDir
    Path folder;

    @Test
    void messages() throws Exception {
        refusesThenAccepts(new Limits(3, 1_000_000, Duration.ofDays(1)), "3 messages are waiting");
    }

    @Test
    void bytes() throws Exception {
        refusesThenAccepts(new Limits(100, 1, Duration.ofDays(1)), "MB are waiting");
    }

    @Test
    void age() throws Exception {
        refusesThenAccepts(new Limits(100, 1_000_000, Duration.ofMinutes(59)),
                "the oldest message has been waiting for 60 minutes");
    }

    private void refusesThenAccepts(Limits limits, String why) throws Exception {
        try (var node = new Node(Database.SQLITE.make(folder), limits, WINDOW)) {
            assertThat(node.send(Node.messages("m", 0, 3)).getException()).isNull();
            node.execute("UPDATE outbox SET created_at = created_at - 3600000");
            node.outbox().refresh().join();

            assertThat(node.send(List.of(Node.message("more"))).getException())
                    .isInstanceOfSatisfying(OutboxUnavailable.class, e -> assertThat(e.retryAfter()).isPresent())
                    .hasMessageContaining("outbox test is full").hasMessageContaining(why);
            assertThat(node.query("SELECT sum(messages) FROM outbox")).isEqualTo(3);
            assertThat(node.outbox().obstacle()).hasValueSatisfying(text -> assertThat(text).contains(why));

            node.deliver(Node.QUICK, exchange -> {});
            await().until(() -> node.outbox().backlog().messages() == 0);
            assertThat(node.outbox().obstacle()).isEmpty();
            assertThat(Node.receipt(node.send(List.of(Node.message("more"))))).containsEntry("accepted", 1);
        }
    }
}
