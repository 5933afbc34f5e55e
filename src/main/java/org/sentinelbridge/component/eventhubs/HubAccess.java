package org.sentinelbridge.component.eventhubs;

import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.core.amqp.AmqpTransportType;
import com.azure.core.credential.TokenCredential;
import com.azure.messaging.eventhubs.CheckpointStore;
import com.azure.messaging.eventhubs.EventHubClientBuilder;
import com.azure.messaging.eventhubs.models.EventPosition;
import com.azure.storage.common.StorageSharedKeyCredential;
import java.util.Map;
import org.apache.camel.component.azure.eventhubs.CredentialType;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.spi.UriPath;

/**
 * Which hub is read, how to sign in to it, and where checkpoints are kept. The options have the names that camel-azure-eventhubs gives
 * them and mean the same; those of its options that would do nothing here are not among them.
 */
@UriParams
public abstract class HubAccess {

    /**
     * Namespace of the hub: a host name such as mine.servicebus.windows.net, or, in the public cloud, its first part. With a connection
     * string it may be left out.
     */
    @UriPath
    private String namespace;
    /** Name of the event hub. */
    @UriPath
    @Metadata(required = true)
    private String eventHubName;
    /**
     * Connection string of the hub or of its namespace. It stands in the place of the namespace and of the other ways to sign in.
     */
    @UriParam(label = "security", secret = true)
    private String connectionString;
    /** Name of a shared access key, in the place of a connection string. It goes together with sharedAccessKey. */
    @UriParam(label = "security")
    private String sharedAccessName;
    /** The key of that name. */
    @UriParam(label = "security", secret = true)
    private String sharedAccessKey;
    /** Any credential of azure-identity, in the place of keys. */
    @UriParam(label = "security", secret = true)
    private TokenCredential tokenCredential;
    /**
     * With AZURE_IDENTITY, and no tokenCredential, the DefaultAzureCredential of azure-identity signs in. The other values change
     * nothing: what is set decides.
     */
    @UriParam(label = "security")
    private CredentialType credentialType;
    /** Name of the consumer group. Each program that reads the hub needs one of its own. */
    @UriParam(label = "consumer", defaultValue = "$Default")
    private String consumerGroupName = EventHubClientBuilder.DEFAULT_CONSUMER_GROUP_NAME;
    /** Where to begin in single partitions that have no checkpoint, by the ids of the partitions. */
    @UriParam(label = "consumer,advanced")
    private Map<String, EventPosition> eventPosition = Map.of();
    /** How to connect. AMQP needs port 5671, AMQP_WEB_SOCKETS goes through port 443. */
    @UriParam(label = "consumer", enums = "AMQP,AMQP_WEB_SOCKETS", defaultValue = "AMQP")
    private AmqpTransportType amqpTransportType = AmqpTransportType.AMQP;
    /** How the Azure SDK tries again when a connection fails. */
    @UriParam(label = "consumer,advanced")
    private AmqpRetryOptions amqpRetryOptions;
    /**
     * Where checkpoints are kept, and which process has which partition. Without it, that is Blob storage, and the options whose
     * names begin with blob say where.
     */
    @UriParam(label = "consumer")
    private CheckpointStore checkpointStore;
    /** Name of the storage account, if checkpoints are in Blob storage. */
    @UriParam(label = "consumer")
    private String blobAccountName;
    /** Access key of the storage account, if checkpoints are in Blob storage. */
    @UriParam(label = "security", secret = true)
    private String blobAccessKey;
    /** Name and key of the storage account as a bean, in the place of blobAccountName and blobAccessKey. */
    @UriParam(label = "security", secret = true)
    private StorageSharedKeyCredential blobStorageSharedKeyCredential;
    /** Name of the container in the storage account, if checkpoints are in Blob storage. */
    @UriParam(label = "consumer")
    private String blobContainerName;

    HubAccess() {}

    public String getNamespace() {
        return namespace;
    }

    public void setNamespace(String namespace) {
        this.namespace = namespace;
    }

    public String getEventHubName() {
        return eventHubName;
    }

    public void setEventHubName(String eventHubName) {
        this.eventHubName = eventHubName;
    }

    public String getConnectionString() {
        return connectionString;
    }

    public void setConnectionString(String connectionString) {
        this.connectionString = connectionString;
    }

    public String getSharedAccessName() {
        return sharedAccessName;
    }

    public void setSharedAccessName(String sharedAccessName) {
        this.sharedAccessName = sharedAccessName;
    }

    public String getSharedAccessKey() {
        return sharedAccessKey;
    }

    public void setSharedAccessKey(String sharedAccessKey) {
        this.sharedAccessKey = sharedAccessKey;
    }

    public TokenCredential getTokenCredential() {
        return tokenCredential;
    }

    public void setTokenCredential(TokenCredential tokenCredential) {
        this.tokenCredential = tokenCredential;
    }

    public CredentialType getCredentialType() {
        return credentialType;
    }

    public void setCredentialType(CredentialType credentialType) {
        this.credentialType = credentialType;
    }

    public String getConsumerGroupName() {
        return consumerGroupName;
    }

    public void setConsumerGroupName(String consumerGroupName) {
        this.consumerGroupName = consumerGroupName;
    }

    public Map<String, EventPosition> getEventPosition() {
        return eventPosition;
    }

    public void setEventPosition(Map<String, EventPosition> eventPosition) {
        this.eventPosition = eventPosition;
    }

    public AmqpTransportType getAmqpTransportType() {
        return amqpTransportType;
    }

    public void setAmqpTransportType(AmqpTransportType amqpTransportType) {
        this.amqpTransportType = amqpTransportType;
    }

    public AmqpRetryOptions getAmqpRetryOptions() {
        return amqpRetryOptions;
    }

    public void setAmqpRetryOptions(AmqpRetryOptions amqpRetryOptions) {
        this.amqpRetryOptions = amqpRetryOptions;
    }

    public CheckpointStore getCheckpointStore() {
        return checkpointStore;
    }

    public void setCheckpointStore(CheckpointStore checkpointStore) {
        this.checkpointStore = checkpointStore;
    }

    public String getBlobAccountName() {
        return blobAccountName;
    }

    public void setBlobAccountName(String blobAccountName) {
        this.blobAccountName = blobAccountName;
    }

    public String getBlobAccessKey() {
        return blobAccessKey;
    }

    public void setBlobAccessKey(String blobAccessKey) {
        this.blobAccessKey = blobAccessKey;
    }

    public StorageSharedKeyCredential getBlobStorageSharedKeyCredential() {
        return blobStorageSharedKeyCredential;
    }

    public void setBlobStorageSharedKeyCredential(StorageSharedKeyCredential blobStorageSharedKeyCredential) {
        this.blobStorageSharedKeyCredential = blobStorageSharedKeyCredential;
    }

    public String getBlobContainerName() {
        return blobContainerName;
    }

    public void setBlobContainerName(String blobContainerName) {
        this.blobContainerName = blobContainerName;
    }
}
