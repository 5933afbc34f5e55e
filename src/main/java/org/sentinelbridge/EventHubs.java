package org.sentinelbridge;

import com.azure.core.credential.TokenCredential;
import com.azure.messaging.eventhubs.CheckpointStore;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.sentinelbridge.azure.AzureCredentials;
import org.sentinelbridge.eventhubs.BlobCheckpoints;
import org.sentinelbridge.eventhubs.EventHubsBatchComponent;
import org.sentinelbridge.eventhubs.EventHubsBatchConfiguration;
import org.sentinelbridge.eventhubs.EventHubsHealth;
import org.sentinelbridge.eventhubs.EventHubsMeters;
import org.sentinelbridge.eventhubs.EventRecords;
import org.sentinelbridge.eventhubs.JdbcCheckpointStore;
import org.sentinelbridge.records.RecordReader;
import org.sentinelbridge.settings.Settings;
import org.sentinelbridge.sides.EventHubsSettings;
import org.sentinelbridge.store.Store;
import reactor.core.publisher.Mono;

/** Puts together what the flow of events from the event hub needs; only when it is on, since the SDK takes time and memory. */
final class EventHubs {

    private EventHubs() {}

    /** Keys and credentials go to the component, not into the route: they are not to become part of a URI. */
    static void bind(
            CamelContext context, Settings settings, Store store, AzureCredentials credentials, RecordReader reader, MeterRegistry meters) {
        var configuration = new EventHubsBatchConfiguration();
        settings.find(EventHubsSettings.CONNECTION_STRING)
                .ifPresentOrElse(configuration::setConnectionString, () -> configuration.setTokenCredential(lazily(credentials)));
        configuration.setCheckpointStore(checkpoints(settings, store, credentials));
        var component = context.getComponent("eventhubs-batch", EventHubsBatchComponent.class);
        component.setConfiguration(configuration);
        context.getRegistry().bind("eventRecords", new EventRecords(reader));

        new EventHubsMeters(component.status()).bindTo(meters);
        var health = new EventHubsHealth(component.status());
        health.setCamelContext(context);
        HealthCheckRegistry.get(context).register(health);
    }

    private static CheckpointStore checkpoints(Settings settings, Store store, AzureCredentials credentials) {
        if (!EventHubsSettings.toBlobs(settings)) {
            return new JdbcCheckpointStore(store);
        }
        var url = settings.text(EventHubsSettings.CONTAINER);
        return settings.find(EventHubsSettings.ACCOUNT_KEY)
                .map(key -> BlobCheckpoints.withKey(url, key))
                .orElseGet(() -> BlobCheckpoints.withIdentity(url, lazily(credentials)));
    }

    /** Made when a token is first asked for, which is not in the thread that starts the bridge. */
    private static TokenCredential lazily(AzureCredentials credentials) {
        var made = Mono.fromSupplier(credentials::create).cache();
        return request -> made.flatMap(credential -> credential.getToken(request));
    }
}
