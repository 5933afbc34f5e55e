package org.sentinelbridge.app;

import com.azure.core.credential.TokenCredential;
import com.azure.messaging.eventhubs.CheckpointStore;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.camel.CamelContext;
import org.sentinelbridge.azure.AzureCredentials;
import org.sentinelbridge.azure.EventHubsSettings;
import org.sentinelbridge.base.health.Trouble;
import org.sentinelbridge.base.health.TroubleHealth;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.base.store.Store;
import org.sentinelbridge.component.eventhubs.BlobCheckpoints;
import org.sentinelbridge.component.eventhubs.EventHubsBatchConfiguration;
import org.sentinelbridge.component.eventhubs.EventHubsMeters;
import org.sentinelbridge.component.eventhubs.EventHubsStatus;
import org.sentinelbridge.component.eventhubs.EventRecords;
import org.sentinelbridge.component.eventhubs.JdbcCheckpointStore;
import org.sentinelbridge.component.eventhubs.PartitionStatus;
import org.sentinelbridge.component.records.RecordReader;
import org.sentinelbridge.operate.doctor.Pulse;
import org.sentinelbridge.operate.doctor.Side;
import reactor.core.publisher.Mono;

/** Puts together what the flow of events from the event hub needs; only when it is on, since the SDK takes time and memory. */
final class EventHubs {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final EventHubsBatchConfiguration configuration = new EventHubsBatchConfiguration();

    private EventHubs() {}

    /** Keys and credentials go to the component, not into the route: they are not to become part of a URI. */
    static EventHubs bind(CamelContext context, Settings settings, Store store, AzureCredentials credentials, RecordReader reader) {
        var hubs = new EventHubs();
        hubs.pointAt(settings);
        if (settings.find(EventHubsSettings.CONNECTION_STRING).isEmpty()) {
            hubs.configuration.setTokenCredential(lazily(credentials));
        }
        hubs.configuration.setCheckpointStore(checkpoints(settings, store, credentials));
        var status = new EventHubsStatus();
        var beans = context.getRegistry();
        beans.bind("eventHubs", hubs.configuration);
        beans.bind("eventHubsStatus", status);
        beans.bind("eventRecords", new EventRecords(reader));

        new EventHubsMeters(status).bindTo(Meters.of(context));
        TroubleHealth.register(context, "event-hubs", PATIENCE, () -> trouble(status),
                () -> Map.of("events", status.partitions().stream().mapToLong(PartitionStatus::events).sum()));
        SidePulses.of(context).add(Side.EVENT_HUB, () -> pulse(status));
        return hubs;
    }

    /** Where a stand-in is, is known only once it runs. */
    void pointAt(Settings settings) {
        settings.find(EventHubsSettings.CONNECTION_STRING).ifPresent(configuration::setConnectionString);
    }

    private static Optional<Trouble> trouble(EventHubsStatus status) {
        return status.problem().map(problem -> new Trouble(problem.text(), problem.since(), false));
    }

    private static Pulse pulse(EventHubsStatus status) {
        var known = SidePulses.pulse(List.of(status.wellbeing()));
        var behind = status.partitions().stream().map(PartitionStatus::behind).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
        return new Pulse(SidePulses.trouble(trouble(status).stream()), known.lastSuccess(), known.lastError(), known.lastErrorAt(),
                status.partitions().stream().mapToLong(PartitionStatus::behindEvents).sum(), behind, OptionalLong.empty());
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
