package org.sentinelbridge.component.eventhubs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.messaging.eventhubs.models.Checkpoint;
import com.azure.messaging.eventhubs.models.PartitionOwnership;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ownership by compare-and-set, and checkpoints that only the owner moves, in both databases. */
class JdbcCheckpointStoreTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String HOST = "Mine.servicebus.windows.net";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Database.class)
    void onlyOneOfManyGetsAPartition(Database database) {
        var url = database.make(folder);
        try (var one = Database.open(url); var other = Database.open(url)) {
            var stores = List.of(new JdbcCheckpointStore(one), new JdbcCheckpointStore(other));
            var winners = IntStream.range(0, 20).parallel()
                    .mapToObj(i -> claim(stores.get(i % 2), "0", "owner-" + i, ""))
                    .flatMap(List::stream)
                    .toList();
            assertThat(winners).hasSize(1);
            var etag = winners.get(0).getETag();
            var again = IntStream.range(0, 20).parallel()
                    .mapToObj(i -> claim(stores.get(i % 2), "0", "next-" + i, etag))
                    .flatMap(List::stream)
                    .toList();
            assertThat(again).hasSize(1);
            assertThat(owners(stores.get(1))).singleElement().satisfies(owner -> {
                assertThat(owner.getOwnerId()).isEqualTo(again.get(0).getOwnerId());
                assertThat(owner.getETag()).isEqualTo(again.get(0).getETag()).isNotEqualTo(etag);
                assertThat(owner.getLastModifiedTime()).isBetween(System.currentTimeMillis() - 20_000, System.currentTimeMillis() + 1_000);
            });
        }
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void namesAreNotCaseSensitiveAsInBlobStorage(Database database) {
        try (var store = Database.open(database.make(folder))) {
            var checkpoints = new JdbcCheckpointStore(store);
            claim(checkpoints, "0", "me", "");
            checkpoints.updateCheckpoint(checkpoint("0", 7), "me").block(LONG);
            for (var host : List.of(HOST, HOST.toLowerCase(Locale.ROOT))) {
                assertThat(checkpoints.listOwnership(host, "hub", "$default").collectList().block(LONG)).singleElement()
                        .satisfies(owner -> assertThat(owner.getConsumerGroup()).isEqualTo("$default"));
                assertThat(checkpoints.listCheckpoints(host, "HUB", "$Default").collectList().block(LONG)).singleElement()
                        .satisfies(place -> {
                            assertThat(place.getSequenceNumber()).isEqualTo(7);
                            assertThat(place.getOffsetString()).isEqualTo("700");
                        });
            }
            assertThat(checkpoints.listCheckpoints(HOST, "hub", "another").collectList().block(LONG)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void whoeverIsNoLongerTheOwnerCannotMoveTheCheckpoint(Database database) {
        try (var store = Database.open(database.make(folder))) {
            var checkpoints = new JdbcCheckpointStore(store);
            var mine = claim(checkpoints, "0", "me", "").get(0);
            checkpoints.updateCheckpoint(checkpoint("0", 5), "me").block(LONG);
            claim(checkpoints, "0", "another", mine.getETag());
            checkpoints.updateCheckpoint(checkpoint("0", 50), "another").block(LONG);
            assertThatThrownBy(() -> checkpoints.updateCheckpoint(checkpoint("0", 10), "me").block(LONG))
                    .isInstanceOf(PartitionLostException.class);
            assertThatThrownBy(() -> checkpoints.updateCheckpoint(checkpoint("1", 10), "me").block(LONG))
                    .isInstanceOf(PartitionLostException.class);
            assertThat(checkpoints.listCheckpoints(HOST, "hub", "$Default").collectList().block(LONG)).singleElement()
                    .satisfies(place -> assertThat(place.getSequenceNumber()).isEqualTo(50));
        }
    }

    private static List<PartitionOwnership> owners(JdbcCheckpointStore store) {
        return store.listOwnership(HOST, "Hub", "$Default").collectList().block(LONG);
    }

    private static List<PartitionOwnership> claim(JdbcCheckpointStore store, String partition, String owner, String etag) {
        return store.claimOwnership(List.of(new PartitionOwnership()
                        .setFullyQualifiedNamespace(HOST)
                        .setEventHubName("Hub")
                        .setConsumerGroup("$Default")
                        .setPartitionId(partition)
                        .setOwnerId(owner)
                        .setETag(etag)))
                .collectList()
                .block(LONG);
    }

    private static Checkpoint checkpoint(String partition, long sequence) {
        return new Checkpoint()
                .setFullyQualifiedNamespace(HOST)
                .setEventHubName("Hub")
                .setConsumerGroup("$Default")
                .setPartitionId(partition)
                .setSequenceNumber(sequence)
                .setOffsetString(String.valueOf(sequence * 100));
    }
}
