package org.sentinelbridge.component.eventhubs;

import com.azure.core.credential.TokenCredential;
import com.azure.core.util.BinaryData;
import com.azure.messaging.eventhubs.CheckpointStore;
import com.azure.messaging.eventhubs.checkpointstore.blob.BlobCheckpointStore;
import com.azure.messaging.eventhubs.models.Checkpoint;
import com.azure.messaging.eventhubs.models.PartitionOwnership;
import com.azure.storage.blob.BlobContainerAsyncClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.blob.BlobUrlParts;
import com.azure.storage.common.StorageSharedKeyCredential;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Ownership and checkpoints in a container of Blob storage, in the same places as all SDKs of Azure keep them. The container is made
 * if it is not there and the credential may do so.
 */
public final class BlobCheckpoints implements CheckpointStore {

    private static final Logger LOG = LoggerFactory.getLogger(BlobCheckpoints.class);
    private static final Duration ASK_AGAIN = Duration.ofHours(1);

    private final BlobContainerAsyncClient container;
    private final CheckpointStore blobs;
    private final Mono<Void> ready;

    private BlobCheckpoints(BlobContainerAsyncClient container) {
        this.container = container;
        blobs = new BlobCheckpointStore(container);
        ready = container.createIfNotExists()
                .then()
                .onErrorResume(e -> {
                    LOG.info("Whether the container of the checkpoints is there is not known: {}", Causes.text(e));
                    return Mono.empty();
                })
                .cache(ASK_AGAIN);
    }

    /**
     * With the key of the storage account.
     *
     * @param url of the container: {@code https://account.blob.core.windows.net/container}, or as Azurite has it,
     *     {@code http://127.0.0.1:10000/account/container}
     */
    public static BlobCheckpoints withKey(String url, String key) {
        var account = BlobUrlParts.parse(url).getAccountName();
        return new BlobCheckpoints(builder(url).credential(new StorageSharedKeyCredential(account, key)).buildAsyncClient());
    }

    /** With an identity that has the role Storage Blob Data Contributor on the container; https only. */
    public static BlobCheckpoints withIdentity(String url, TokenCredential credential) {
        return new BlobCheckpoints(builder(url).credential(credential).buildAsyncClient());
    }

    private static BlobContainerClientBuilder builder(String url) {
        return new BlobContainerClientBuilder().endpoint(url);
    }

    /** Writes a blob of no importance and deletes it; fails if either cannot be done. */
    public Mono<Void> probe() {
        var blob = container.getBlobAsyncClient("sentinel-bridge-doctor-" + UUID.randomUUID());
        return ready.then(Mono.defer(() -> blob.upload(BinaryData.fromString("")).then(blob.delete())));
    }

    @Override
    public Flux<PartitionOwnership> listOwnership(String namespace, String hub, String group) {
        return ready.thenMany(Flux.defer(() -> blobs.listOwnership(namespace, hub, group)));
    }

    @Override
    public Flux<PartitionOwnership> claimOwnership(List<PartitionOwnership> wanted) {
        return blobs.claimOwnership(wanted);
    }

    @Override
    public Flux<Checkpoint> listCheckpoints(String namespace, String hub, String group) {
        return blobs.listCheckpoints(namespace, hub, group);
    }

    @Override
    public Mono<Void> updateCheckpoint(Checkpoint checkpoint) {
        return blobs.updateCheckpoint(checkpoint);
    }
}
