package org.sentinelbridge.app;

import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.sentinelbridge.base.health.TroubleHealth;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.base.settings.SettingsException;
import org.sentinelbridge.base.store.Store;
import org.sentinelbridge.component.polling.IncidentPolls;
import org.sentinelbridge.component.polling.PollMeters;
import org.sentinelbridge.component.polling.PollOptions;

/** Reading incidents from Sentinel's REST API: its settings, and what the routes need for it. */
final class IncidentPolling {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int MOST_ON_PAGE = 1_000;

    private IncidentPolling() {}

    /** Adds what the routes need to know. Call when it is known whether there are a workspace and an Elasticsearch. */
    static void derive(Settings settings, Properties derived) {
        var wanted = settings.flag("incidents.enabled");
        settings.number("incidents.attempts", 1, 1_000);
        options(settings);
        var both = Boolean.parseBoolean(derived.getProperty("sentinel-workspace.on"))
                && Boolean.parseBoolean(derived.getProperty("elasticsearch.on", "false"));
        derived.setProperty("sentinel-incidents.on", String.valueOf(wanted && both));
    }

    /** Binds what the routes call by name, and shows it at the management port. */
    static IncidentPolls bind(CamelContext context, Settings settings, Store store) {
        var polls = new IncidentPolls(store, name(settings), options(settings));
        context.getRegistry().bind("incidentPolls", polls);
        context.getRegistry().bind("pollFailures", polls.failures());
        new PollMeters(polls).bindTo(Meters.of(context));
        TroubleHealth.register(context, "sentinel-incidents", PATIENCE, () -> polls.wellbeing().trouble(), Map::of);
        return polls;
    }

    /** @throws SettingsException if one of them is wrong */
    private static PollOptions options(Settings settings) {
        return new PollOptions(
                settings.duration("incidents.interval", Duration.ofSeconds(1), Duration.ofDays(1)),
                settings.duration("incidents.initial-interval", Duration.ZERO, Duration.ofDays(365)),
                settings.duration("incidents.overlap", Duration.ZERO, Duration.ofHours(1)),
                settings.number("incidents.page-size", 1, MOST_ON_PAGE));
    }

    /** What is polled; replicas that share a store share the work if they have the same workspace. */
    private static String name(Settings settings) {
        return "incidents:" + settings.text("sentinel.subscription-id") + "/" + settings.text("sentinel.resource-group") + "/"
                + settings.text("sentinel.workspace-name");
    }
}
