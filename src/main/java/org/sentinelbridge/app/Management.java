package org.sentinelbridge.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.component.micrometer.MicrometerConstants;
import org.apache.camel.support.LifecycleStrategySupport;
import org.sentinelbridge.azure.CaseSettings;
import org.sentinelbridge.base.health.TroubleHealth;
import org.sentinelbridge.base.runs.Journal;
import org.sentinelbridge.base.runs.RunTable;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.base.settings.SettingsException;
import org.sentinelbridge.base.store.Store;
import org.sentinelbridge.component.outbox.Backlog;
import org.sentinelbridge.component.outbox.Outbox;
import org.sentinelbridge.component.outbox.OutboxMeters;
import org.sentinelbridge.component.parked.Discards;
import org.sentinelbridge.component.parked.ParkedMessages;
import org.sentinelbridge.component.parked.Replays;
import org.sentinelbridge.component.records.KeptRecords;
import org.sentinelbridge.elastic.kibana.ConnectorScreens;
import org.sentinelbridge.operate.doctor.Doctor;
import org.sentinelbridge.operate.doctor.Pulse;
import org.sentinelbridge.operate.doctor.Side;
import org.sentinelbridge.operate.manage.FlowSwitch;
import org.sentinelbridge.operate.manage.ManageServer;

/** Puts together what the management port shows. */
final class Management {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private Management() {}

    /** Camel would not say which setting is wrong. */
    static void checkPort(Settings settings) {
        var port = settings.number("management.port", 0, 65_535);
        try (var probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(settings.text("management.host"), port));
        } catch (IOException e) {
            throw new SettingsException("management.port", "cannot listen on " + settings.text("management.host") + ":" + port
                    + ": " + e.getMessage() + "; is another bridge running?");
        }
    }

    /** Shows the outboxes of rows at the management port. */
    static void show(CamelContext context, List<Outbox> outboxes) {
        for (var outbox : outboxes) {
            new OutboxMeters(outbox).bindTo(meters(context));
            TroubleHealth.register(context, "outbox:" + outbox.name(), PATIENCE, outbox.wellbeing()::trouble, () -> Map.of(
                    "waiting", outbox.backlog().messages(), "oldest_seconds", outbox.backlog().oldest().toSeconds()));
        }
        SidePulses.of(context).add(Side.LOG_ANALYTICS, () -> pulse(outboxes));
    }

    private static Pulse pulse(List<Outbox> outboxes) {
        var backlogs = outboxes.stream().map(Outbox::backlog).toList();
        return SidePulses.pulse(outboxes.stream().map(Outbox::wellbeing).toList()).withBacklog(
                backlogs.stream().mapToLong(Backlog::messages).sum(),
                backlogs.stream().map(Backlog::oldest).max(Comparator.naturalOrder()).orElse(Duration.ZERO));
    }

    /** Camel puts its own meters into the same registry. */
    static MeterRegistry meters(CamelContext context) {
        var meters = context.getRegistry().lookupByNameAndType(MicrometerConstants.METRICS_REGISTRY_NAME, MeterRegistry.class);
        if (meters == null) {
            meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
            context.getRegistry().bind(MicrometerConstants.METRICS_REGISTRY_NAME, meters);
        }
        return meters;
    }

    /** The server at the management port, which ends with the context; it has yet to be told to listen. */
    static ManageServer server(CamelContext context, Settings settings, Store store, Journal journal, String webhooks) {
        var replays = new Replays(store, settings.duration("webhook.budget", Duration.ofSeconds(1), Duration.ofSeconds(55)));
        context.getRegistry().bind("replays", replays);
        context.getRegistry().bind("keptRecords", new KeptRecords());
        var server = new ManageServer(settings)
                .observe(context, (PrometheusMeterRegistry) meters(context))
                .runs(new RunTable(store))
                .parked(new ParkedMessages(store.jdbi()), replays, new Discards(store, journal))
                .connections(Doctor.connections(settings, SidePulses.of(context).all()))
                .setup(ConnectorScreens.of(settings, webhooks), flows(settings), settings.flag("sandbox.enabled"));
        context.addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onContextStopping(CamelContext stopping) {
                replays.close();
            }

            @Override
            public void onContextStopped(CamelContext stopped) {
                server.close();
            }
        });
        return server;
    }

    private static List<FlowSwitch> flows(Settings settings) {
        var workspace = List.of("sentinel.subscription-id", "sentinel.resource-group", "sentinel.workspace-name");
        var logs = settings.text("log-analytics.writer").equals("data-collector")
                ? List.of("log-analytics.workspace-id", "log-analytics.workspace-key")
                : List.of("log-analytics.endpoint", "log-analytics.dcr-immutable-id");
        var overRule = CaseSettings.goOverRule(settings);
        var flows = new ArrayList<>(List.of(
                new FlowSwitch("case-webhook", settings.flag("case-webhook.on"), overRule ? logs : workspace),
                new FlowSwitch("alert-webhook", settings.flag("alert-webhook.on"), logs),
                new FlowSwitch("alert-delivery", settings.flag("alert-webhook.on"), logs),
                new FlowSwitch("sentinel-events", settings.flag("sentinel-events.on"),
                        List.of("event-hubs.connection-string", "elasticsearch.url", "elasticsearch.api-key")),
                new FlowSwitch("sentinel-incidents", settings.flag("sentinel-incidents.on"),
                        Stream.concat(workspace.stream(), Stream.of("elasticsearch.url", "elasticsearch.api-key", "incidents.enabled"))
                                .toList())));
        if (overRule) {
            flows.add(1, new FlowSwitch("case-delivery", settings.flag("case-rows.on"), logs));
        }
        return List.copyOf(flows);
    }
}
