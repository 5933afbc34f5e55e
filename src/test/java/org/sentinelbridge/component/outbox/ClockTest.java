package org.sentinelbridge.component.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sentinelbridge.base.store.Database;

/** A clock may go ahead until somebody sets it right: of a machine, say, that asks for the time only after it has started. */
class ClockTest {

    private static final String AN_HOUR_AHEAD =
            "UPDATE outbox SET created_at = created_at + 3600000, claimed_until = claimed_until + 3600000";

    @TempDir
    Path folder;

    @Test
    void whatCameWhileTheClockWasAheadIsDeliveredAtOnceAllTheSame() throws Exception {
        try (var node = new Node(Database.SQLITE.make(folder))) {
            node.send(Node.messages("m", 0, 3));
            node.execute(AN_HOUR_AHEAD);

            var claimed = node.outbox().claim(100, 100_000, Duration.ofSeconds(1), Duration.ofSeconds(30), List.of());
            assertThat(claimed).isPresent();

            node.outbox().release(claimed.get());
            node.execute(AN_HOUR_AHEAD);
            assertThat(node.outbox().claim(100, 100_000, Duration.ofSeconds(1), Duration.ofSeconds(30), List.of()))
                    .as("after a failed delivery")
                    .isPresent();
        }
    }
}
