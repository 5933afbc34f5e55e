package org.sentinelbridge.component.eventhubs;

import com.azure.core.credential.AzureNamedKeyCredential;
import com.azure.core.credential.TokenCredential;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.messaging.eventhubs.CheckpointStore;
import com.azure.messaging.eventhubs.EventHubClientBuilder;
import com.azure.messaging.eventhubs.EventProcessorClientBuilder;
import com.azure.messaging.eventhubs.LoadBalancingStrategy;
import com.azure.messaging.eventhubs.checkpointstore.blob.BlobCheckpointStore;
import com.azure.messaging.eventhubs.models.EventPosition;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.camel.component.azure.eventhubs.CredentialType;
import org.apache.camel.component.azure.eventhubs.EventHubsConfiguration;
import org.apache.camel.component.azure.eventhubs.client.EventHubsClientFactory;
import org.sentinelbridge.component.eventhubs.EventHubsBatchConfiguration.StartPosition;

/** Makes the SDK's clients from the options. */
final class ProcessorClients {

    private static final String PUBLIC_CLOUD = ".servicebus.windows.net";

    private ProcessorClients() {}

    /**
     * Everything but what is done with the events. Nothing is connected yet.
     *
     * @param latest where to begin in a partition if that is to be the latest event
     * @throws IllegalArgumentException if it is not said how to sign in, or where
     */
    static EventProcessorClientBuilder builder(
            EventHubsBatchConfiguration options, CheckpointStore checkpoints, int prefetch, Function<String, EventPosition> latest) {
        var builder = new EventProcessorClientBuilder()
                .consumerGroup(options.getConsumerGroupName())
                .checkpointStore(checkpoints)
                .prefetchCount(prefetch)
                .initialPartitionEventPosition(startPosition(options, latest))
                // all that is free is taken at once, not one partition in each round
                .loadBalancingStrategy(LoadBalancingStrategy.GREEDY)
                .loadBalancingUpdateInterval(options.interval())
                .partitionOwnershipExpirationInterval(options.getTakeOver())
                .transportType(options.getAmqpTransportType());
        Optional.ofNullable(options.getAmqpRetryOptions()).ifPresent(builder::retryOptions);
        signIn(options, builder::connectionString, builder::credential, builder::credential);
        return builder;
    }

    /** For those who ask about the hub, and receive nothing. */
    static EventHubClientBuilder consumer(EventHubsBatchConfiguration options) {
        var builder = new EventHubClientBuilder()
                .consumerGroup(options.getConsumerGroupName())
                .transportType(options.getAmqpTransportType());
        signIn(options, builder::connectionString, builder::credential, builder::credential);
        return builder;
    }

    private static void signIn(
            EventHubsBatchConfiguration options,
            BiConsumer<String, String> connect,
            SignIn<TokenCredential> identity,
            SignIn<AzureNamedKeyCredential> key) {
        var hub = options.getEventHubName();
        var connectionString = given(options.getConnectionString());
        if (connectionString.isPresent()) {
            connect.accept(connectionString.get(), hub);
            return;
        }
        var namespace = given(options.getNamespace())
                .map(name -> name.contains(".") ? name : name + PUBLIC_CLOUD)
                .orElseThrow(() -> new IllegalArgumentException("eventhubs-batch: there is neither a namespace nor a connectionString"));
        var credential = credential(options);
        if (credential.isPresent()) {
            identity.with(namespace, hub, credential.get());
            return;
        }
        var name = given(options.getSharedAccessName());
        var secret = given(options.getSharedAccessKey());
        if (name.isEmpty() || secret.isEmpty()) {
            throw new IllegalArgumentException("eventhubs-batch: connectionString, tokenCredential, credentialType=AZURE_IDENTITY,"
                    + " or sharedAccessName and sharedAccessKey must be set");
        }
        key.with(namespace, hub, new AzureNamedKeyCredential(name.get(), secret.get()));
    }

    /** The SDK's builders have no common type. */
    private interface SignIn<C> {
        void with(String namespace, String hub, C credential);
    }

    private static Optional<TokenCredential> credential(EventHubsBatchConfiguration options) {
        return Optional.ofNullable(options.getTokenCredential()).or(() -> options.getCredentialType() == CredentialType.AZURE_IDENTITY
                ? Optional.of(new DefaultAzureCredentialBuilder().build())
                : Optional.empty());
    }

    /** The bean of the options, or Blob storage as the options of camel-azure-eventhubs have it. */
    static CheckpointStore checkpoints(EventHubsBatchConfiguration options) {
        return Optional.ofNullable(options.getCheckpointStore()).orElseGet(() -> {
            if (given(options.getBlobContainerName()).isEmpty()) {
                throw new IllegalArgumentException("eventhubs-batch: checkpointStore, or blobContainerName, must be set");
            }
            return new BlobCheckpointStore(EventHubsClientFactory.createBlobContainerClient(blobs(options)));
        });
    }

    private static EventHubsConfiguration blobs(EventHubsBatchConfiguration options) {
        var blobs = new EventHubsConfiguration();
        blobs.setBlobAccountName(options.getBlobAccountName());
        blobs.setBlobAccessKey(options.getBlobAccessKey());
        blobs.setBlobStorageSharedKeyCredential(options.getBlobStorageSharedKeyCredential());
        blobs.setBlobContainerName(options.getBlobContainerName());
        return blobs;
    }

    private static Function<String, EventPosition> startPosition(
            EventHubsBatchConfiguration options, Function<String, EventPosition> latest) {
        var single = options.getEventPosition();
        return partition -> Optional.ofNullable(single.get(partition)).orElseGet(() ->
                options.getStartPosition() == StartPosition.EARLIEST ? EventPosition.earliest() : latest.apply(partition));
    }

    private static Optional<String> given(String option) {
        return Optional.ofNullable(option).filter(Predicate.not(String::isBlank));
    }
}
