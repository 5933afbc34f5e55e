package org.sentinelbridge.component.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sentinelbridge.base.store.Database;

/** What waits is neither written again nor looked through from end to end when a part of it is claimed. */
class ClaimCostTest {

    @TempDir
    Path folder;

    @Test
    void aClaimDoesNotWriteTheMessagesAgain() throws Exception {
        try (var node = new Node(Database.SQLITE.make(folder))) {
            node.send(List.of(new OutboxMessage("large", new byte[5_000_000])));
            node.query("PRAGMA wal_checkpoint(TRUNCATE)");

            var claimed = node.outbox().claim(1_000, 1_000_000, Duration.ZERO, Duration.ofMinutes(1), List.of()).orElseThrow();
            assertThat(claimed.open()).hasSize(1);
            assertThat(Files.size(folder.resolve("bridge.db-wal"))).isPositive().isLessThan(500_000);

            node.outbox().release(claimed);
            assertThat(Files.size(folder.resolve("bridge.db-wal"))).as("given back").isLessThan(500_000);
        }
    }

    @Test
    void theOldestIsFoundWithoutSortingAllThatWaits() throws Exception {
        try (var node = new Node(Database.SQLITE.make(folder))) {
            node.send(Node.messages("m", 0, 3));
            var plan = node.store.jdbi().withHandle(handle -> {
                // a connection from before the migration learns of its indexes only when it reads
                handle.createQuery("SELECT count(*) FROM outbox").mapTo(int.class).one();
                return handle
                        .createQuery("EXPLAIN QUERY PLAN " + OutboxTable.CANDIDATES)
                        .bind("name", "test").bind("now", 1).bindList("except", List.of("-")).bind("most", 10)
                        .map((row, context) -> row.getString("detail")).list();
            });
            assertThat(plan).anyMatch(step -> step.contains("SEARCH candidate USING INDEX outbox_by_age"))
                    .noneMatch(step -> step.contains("TEMP B-TREE"));
        }
    }
}
