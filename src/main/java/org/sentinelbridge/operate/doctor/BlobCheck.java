package org.sentinelbridge.operate.doctor;

import java.time.Duration;
import java.util.function.Supplier;
import org.sentinelbridge.component.eventhubs.BlobCheckpoints;
import org.sentinelbridge.component.eventhubs.HubProbe;

/** Whether checkpoints can be written to the container of Blob storage: writes a blob and deletes it. */
final class BlobCheck implements Check {

    private static final Duration LIMIT = Duration.ofSeconds(8);

    private final Supplier<BlobCheckpoints> checkpoints;

    BlobCheck(Supplier<BlobCheckpoints> checkpoints) {
        this.checkpoints = checkpoints;
    }

    @Override
    public String name() {
        return "checkpoints";
    }

    @Override
    public Finding look() {
        try {
            checkpoints.get().probe().block(LIMIT);
            return Finding.ok(name(), "The container of event-hubs.blob-container-url can be written to");
        } catch (RuntimeException e) {
            return Finding.fail(name(), HubProbe.text(e), "Check event-hubs.blob-container-url and event-hubs.blob-account-key, or give the"
                    + " bridge's identity the role Storage Blob Data Contributor on the container");
        }
    }
}
