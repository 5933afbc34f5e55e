package org.sentinelbridge.component.eventhubs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sentinelbridge.app.Azurite;
import org.sentinelbridge.sandbox.eventhubs.EventHubOptions;
import org.sentinelbridge.sandbox.eventhubs.EventHubsStandIn;

/** Checkpoints in Blob storage, which Azurite stands in for; skipped where it cannot be had from npm. */
final class BlobCheckpointsIT {

    private static final Duration LONG = Duration.ofSeconds(60);

    private static Azurite azurite;

    @BeforeAll
    static void startAzurite() throws Exception {
        azurite = Azurite.start();
    }

    @AfterAll
    static void stopAzurite() {
        if (azurite != null) {
            azurite.close();
        }
    }

    @Test
    void theContainerIsMadeAndAnotherStartGoesOn() throws Exception {
        var url = azurite.container("checkpoints");
        var seen = new Seen();
        try (var hub = EventHubsStandIn.start(EventHubOptions.defaults().withHub("blobs", 4))) {
            Events.send(hub, 4, 200);
            try (var node = Node.start(hub, BlobCheckpoints.withKey(url, azurite.key()), "&batchSize=50", seen::add)) {
                await().atMost(LONG).until(() -> seen.count() == 800);
                assertThat(node.status().problem()).isEmpty();
            }
            Events.send(hub, 4, 100);
            try (var node = Node.start(hub, BlobCheckpoints.withKey(url, azurite.key()), "&batchSize=50", seen::add)) {
                await().atMost(LONG).until(() -> seen.count() >= 1_200);
                assertThat(node.status().partitions()).hasSize(4);
            }
            for (var partition : List.of("0", "1", "2", "3")) {
                assertThat(seen.of(partition)).containsExactlyElementsOf(LongStream.range(0, 300).boxed().toList());
            }
        }
    }

    @Test
    void theLatestEventOfTheFirstStartIsKept() throws Exception {
        var url = azurite.container("latest");
        var seen = new Seen();
        try (var hub = EventHubsStandIn.start(EventHubOptions.defaults().withHub("latest", 2))) {
            Events.send(hub, 2, 5);
            try (var node = Node.start(hub, BlobCheckpoints.withKey(url, azurite.key()), "&startPosition=latest", exchange -> {
                throw new IllegalStateException("away");
            })) {
                await().atMost(LONG).until(() -> hub.state().partitions().stream().allMatch(one -> one.receivers() == 1));
                Events.send(hub, 2, 3);
                await().atMost(LONG).until(() -> node.status().problem().isPresent());
            }
            Events.send(hub, 2, 3);
            try (var node = Node.start(hub, BlobCheckpoints.withKey(url, azurite.key()), "&startPosition=latest", seen::add)) {
                await().atMost(LONG).until(() -> seen.count() == 12);
                assertThat(seen.of("0")).containsExactlyElementsOf(LongStream.range(5, 11).boxed().toList());
                assertThat(node.status().problem()).isEmpty();
            }
        }
    }
}
