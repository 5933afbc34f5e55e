package org.sentinelbridge.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Properties;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedStartupListener;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.support.LifecycleStrategySupport;
import org.sentinelbridge.app.live.LiveRoutes;
import org.sentinelbridge.azure.AzureAnswer;
import org.sentinelbridge.azure.AzureCloud;
import org.sentinelbridge.azure.AzureCredentials;
import org.sentinelbridge.azure.AzureMeters;
import org.sentinelbridge.azure.AzureTokens;
import org.sentinelbridge.azure.CaseSettings;
import org.sentinelbridge.azure.EventHubsSettings;
import org.sentinelbridge.azure.IncidentAddress;
import org.sentinelbridge.azure.LogAnalyticsSettings;
import org.sentinelbridge.azure.SentinelSettings;
import org.sentinelbridge.azure.SharedKey;
import org.sentinelbridge.base.health.Readiness;
import org.sentinelbridge.base.json.JsonLimits;
import org.sentinelbridge.base.retry.CallLimits;
import org.sentinelbridge.base.retry.Turns;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.base.store.Store;
import org.sentinelbridge.base.store.WriteProbe;
import org.sentinelbridge.base.validation.FieldErrors;
import org.sentinelbridge.base.validation.Schemas;
import org.sentinelbridge.component.mapping.Mappings;
import org.sentinelbridge.component.notes.Notes;
import org.sentinelbridge.component.outbox.Deliveries;
import org.sentinelbridge.component.outbox.Limits;
import org.sentinelbridge.component.outbox.Outboxes;
import org.sentinelbridge.component.parked.ParkedMeters;
import org.sentinelbridge.component.parked.Parking;
import org.sentinelbridge.elastic.elasticsearch.ElasticsearchSettings;
import org.sentinelbridge.elastic.elasticsearch.Indexing;
import org.sentinelbridge.http.webhook.WebhookServer;
import org.sentinelbridge.operate.doctor.CertificateMeters;
import org.sentinelbridge.operate.doctor.Side;

/**
 * Puts the bridge together: reads and checks the settings, makes each mechanism, and binds to the registry what the
 * routes call by name. The same happens under Maven, in the distribution, in tests and under the Camel CLI, by {@link BridgePlugin}.
 */
public final class BridgeConfiguration implements CamelConfiguration {

    /** What the Logs Ingestion API answers (learn.microsoft.com azure-monitor/logs/logs-ingestion-api-overview, "Response"). */
    private static final int INGESTED = 204;
    /** What the HTTP Data Collector API answers (azure-monitor/logs/data-collector-api, "Return codes"). */
    private static final int COLLECTED = 200;
    private static final Path ROUTES = Path.of("routes");
    private static final Duration LOOK_EVERY = Duration.ofMillis(300);

    @Override
    public void configure(CamelContext context) throws Exception {
        var settings = new Settings(context.getPropertiesComponent()::resolveProperty);
        JsonLimits.apply();

        var cloud = AzureCloud.of(settings);
        derive(context, settings, cloud);
        settings.url("kibana.url");
        settings.url("webhook.public-url");
        Management.checkPort(settings);

        var registry = context.getRegistry();
        var credentials = new AzureCredentials(settings, cloud);
        var azureMeters = new AzureMeters(Management.meters(context));
        var tokens = new AzureTokens(credentials, azureMeters);
        var limits = new CallLimits(settings.duration("http.call-timeout", Duration.ofMillis(100), Duration.ofMinutes(5)));
        var store = Store.open(settings);
        var live = new LiveRoutes(context, ROUTES);
        var mappings = new Mappings(ROUTES.resolve("mappings"), visibleSettings(context, settings));
        var schemas = new Schemas(ROUTES.resolve("schemas"));
        var outboxes = new Outboxes(store, backlogLimits(settings), settings.duration("outbox.duplicate-window", Duration.ZERO, Duration.ofDays(7)));
        registry.bind("azureTokens", tokens);
        var sentinel = new AzureAnswer(tokens, azureMeters, OptionalInt.empty());
        registry.bind("azureAnswer", sentinel);
        var ofSentinel = new ArrayList<>(List.of(sentinel.wellbeing()));
        var receipt = settings.flag("data-collector.on") ? COLLECTED : INGESTED;
        registry.bind("incidentAddress", new IncidentAddress());
        registry.bind("azureReceipt", new AzureAnswer(tokens, azureMeters, OptionalInt.of(receipt)));
        registry.bind("outboxes", outboxes);
        if (settings.flag("alert-webhook.on")) {
            Management.show(context, settings.flag("case-rows.on")
                    ? List.of(outboxes.get("alerts"), outboxes.get("cases")) : List.of(outboxes.get("alerts")));
        }
        registry.bind("notes", new Notes(store));
        registry.bind("deliveries", new Deliveries());
        if (settings.flag("data-collector.on")) {
            registry.bind("sharedKey", new SharedKey(
                    settings.text("log-analytics.workspace-id"), settings.text("log-analytics.workspace-key"), Clock.systemUTC()));
        }
        registry.bind("callLimits", limits);
        registry.bind("turns", new Turns());
        settings.duration("retry.first-delay", Duration.ofMillis(1), Duration.ofMinutes(1));
        RecordSettings.check(settings);
        var reader = RecordSettings.reader(settings);
        registry.bind("recordReader", reader);
        if (settings.flag("sentinel-events.on")) {
            EventHubs.bind(context, settings, store, credentials, reader, Management.meters(context));
        }
        if (settings.flag("sentinel-incidents.on")) {
            ofSentinel.add(IncidentPolling.bind(context, settings, store));
        }
        var pulses = SidePulses.of(context);
        pulses.add(Side.SENTINEL, () -> SidePulses.pulse(ofSentinel).withRate(sentinel.rateLeft()));
        Readiness.register(context, "store", new WriteProbe(store)::obstacle);
        pulses.add(Side.STORE, () -> SidePulses.pulse(List.of(store.writes().wellbeing())));
        registry.bind("fieldErrors", new FieldErrors());
        registry.bind("parking", new Parking(store));
        new ParkedMeters(store.jdbi()).bindTo(Management.meters(context));
        CertificateMeters.bind(Management.meters(context), settings);
        var journal = RunJournal.bind(context, settings, store);
        registry.bind("mappings", mappings);
        registry.bind("schemas", schemas);
        if (settings.flag("elasticsearch.on")) {
            var documents = Indexing.bind(context, settings, Management.meters(context));
            pulses.add(Side.ELASTICSEARCH, () -> SidePulses.pulse(documents));
        }
        for (var scheme : List.of("http", "https")) {
            context.getComponent(scheme, HttpComponent.class).setHttpClientConfigurer(limits);
        }

        var server = new WebhookServer(settings, journal.refusals()::refused);
        server.serve(context);
        var management = Management.server(context, settings, store, journal.journal(), server.url());
        context.addLifecycleStrategy(new Lifecycle(server, outboxes, journal, store, limits, live));
        context.addStartupListener(new WhenServing(() -> {
            management.listen();
            server.listen();
            live.watch(mappings, schemas, server::whileEmpty, LOOK_EVERY);
            StartLines.log(settings, server.url(), management);
            if (settings.flag("case-webhook.on") && !settings.flag("case-rows.on")) {
                tokens.fetchAhead(cloud.resourceManagerScope());
            }
            if (settings.flag("logs-ingestion.on")) {
                tokens.fetchAhead(cloud.monitorScope());
            }
        }));
    }

    private static Limits backlogLimits(Settings settings) {
        return new Limits(
                settings.number("outbox.max-messages", 1, Integer.MAX_VALUE),
                settings.bytes("outbox.max-bytes", 1L << 50),
                settings.duration("outbox.max-age", Duration.ofMinutes(1), Duration.ofDays(365)));
    }

    /** Settings that follow from others, for the routes. */
    private static void derive(CamelContext context, Settings settings, AzureCloud cloud) {
        var derived = new Properties();
        derived.setProperty("azure.resource-manager-scope", cloud.resourceManagerScope());
        derived.setProperty("sentinel.endpoint", SentinelSettings.endpoint(settings, cloud));
        CaseSettings.derive(settings, derived);
        derived.setProperty("azure.monitor-scope", cloud.monitorScope());
        LogAnalyticsSettings.derive(settings, cloud, derived);
        ElasticsearchSettings.derive(settings, derived);
        EventHubsSettings.derive(settings, derived);
        IncidentPolling.derive(settings, derived);
        derived.forEach((key, value) ->
                context.getPropertiesComponent().addOverrideProperty(key.toString(), value.toString()));
    }

    private static ObjectNode visibleSettings(CamelContext context, Settings settings) {
        var names = context.getPropertiesComponent().loadProperties().stringPropertyNames();
        return new ObjectMapper().valueToTree(settings.shown(names));
    }

    /** Order of starting and stopping: routes, then listening; no more callers, then routes, then what they use. */
    private static final class Lifecycle extends LifecycleStrategySupport {

        private final WebhookServer server;
        private final Outboxes outboxes;
        private final RunJournal journal;
        private final Store store;
        private final CallLimits limits;
        private final LiveRoutes live;

        Lifecycle(WebhookServer server, Outboxes outboxes, RunJournal journal, Store store, CallLimits limits, LiveRoutes live) {
            this.server = server;
            this.outboxes = outboxes;
            this.journal = journal;
            this.store = store;
            this.limits = limits;
            this.live = live;
        }

        @Override
        public void onContextStopping(CamelContext context) {
            server.drain();
            live.close();
        }

        @Override
        public void onContextStopped(CamelContext context) {
            server.close();
            limits.close();
            outboxes.close();
            journal.close();
            store.close();
        }
    }

    /** Runs something once, when all routes have started. */
    private record WhenServing(Runnable action) implements ExtendedStartupListener {

        @Override
        public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
            // comes before the routes have started, and again whenever one is reloaded
        }

        @Override
        public void onCamelContextFullyStarted(CamelContext context, boolean alreadyStarted) {
            action.run();
        }
    }
}
