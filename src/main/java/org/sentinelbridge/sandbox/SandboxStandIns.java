package org.sentinelbridge.sandbox;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.base.settings.SettingsException;
import org.sentinelbridge.base.settings.StandIns;
import org.sentinelbridge.sandbox.eventhubs.EventHubOptions;
import org.sentinelbridge.sandbox.eventhubs.EventHubsStandIn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks what the sandbox is asked for, starts the stand-ins, and says which settings lead to them. Nothing real may be set beside it:
 * sandbox and production never mix.
 */
public final class SandboxStandIns implements StandIns {

    private static final String ENABLED = "sandbox.enabled";
    private static final String KEY = "webhook.key";
    private static final String MANAGEMENT_KEY = "management.key";
    private static final Logger LOG = LoggerFactory.getLogger(SandboxStandIns.class);
    private static final long MOST_MEMORY = 8L << 30;
    private static final int A_MINUTE = 60_000;
    private static final List<String> REAL = List.of(
            "sentinel.endpoint",
            "sentinel.subscription-id",
            "sentinel.resource-group",
            "sentinel.workspace-name",
            "azure.tenant-id",
            "azure.client-id",
            "azure.client-secret",
            "azure.client-certificate",
            "azure.static-token",
            "azure.authority-host",
            "webhook.oauth.issuer",
            "webhook.oauth.audience",
            "webhook.oauth.client-ids",
            "webhook.oauth.role",
            "webhook.oauth.jwks-url",
            "log-analytics.endpoint",
            "log-analytics.dcr-immutable-id",
            "log-analytics.workspace-id",
            "log-analytics.workspace-key",
            "elasticsearch.url",
            "elasticsearch.api-key",
            "elasticsearch.certificate-authority",
            "kibana.api-url",
            "kibana.api-key",
            "kibana.certificate-authority",
            "event-hubs.connection-string",
            "event-hubs.namespace",
            "event-hubs.blob-container-url",
            "event-hubs.blob-account-key");
    private static final Path TABLES = Path.of("routes", "tables");

    private Settings settings = new Settings(name -> Optional.empty());
    private SandboxOptions options = SandboxOptions.defaults();
    private int port;
    private SandboxKey key = SandboxKey.NONE;
    private SandboxKey managementKey = SandboxKey.NONE;
    private Optional<Sandbox> running = Optional.empty();

    @Override
    public Map<String, String> declare(Settings given) {
        for (var property : REAL) {
            if (given.find(property).isPresent()) {
                throw new SettingsException(property, "is set, yet the sandbox is on; sandbox and production never mix."
                        + " Set sandbox.enabled=false for the real thing, or empty this setting");
            }
        }
        settings = given;
        options = SandboxOptions.defaults()
                .withThrottle(settings.flag("sandbox.throttle"))
                .withLogAnalytics(settings.flag("sandbox.analytics-rule") ? logAnalytics().withRules() : logAnalytics())
                .withElasticsearchBytes(settings.bytes("sandbox.elasticsearch-memory", MOST_MEMORY))
                .withEventHubs(eventHubs(settings), settings.number("sandbox.events-per-minute", 0, A_MINUTE));
        port = settings.number("sandbox.port", 0, 65_535);
        key = SandboxKey.of(settings, KEY);
        managementKey = SandboxKey.of(settings, MANAGEMENT_KEY);
        return pointAt(Sandbox.url(port), EventHubsStandIn.connectionString(options.eventHubs()));
    }

    @Override
    public Map<String, String> start() {
        var sandbox = start(port, options);
        running = Optional.of(sandbox);
        key.keep();
        managementKey.keep();
        return pointAt(sandbox.url(), sandbox.eventHubsConnectionString());
    }

    private Map<String, String> pointAt(String url, String connectionString) {
        var all = new LinkedHashMap<>(SandboxSettings.of(url, connectionString, options));
        all.put(KEY, key.text());
        all.put(MANAGEMENT_KEY, managementKey.text());
        return all;
    }

    @Override
    public void serving() {
        var sandbox = running.orElseThrow(() -> new IllegalStateException("the sandbox has not started"));
        var webhooks = "http://" + settings.text("webhook.host") + ":" + settings.text("webhook.port");
        KibanaSetUp.run(settings, sandbox, webhooks, key.text());
        if (settings.find("logging.format").filter("json"::equals).isPresent()) {
            // the log is for machines, and keys do not belong there
            LOG.info("The SANDBOX is on: nothing leaves this machine; keys are in {} unless they are set", SandboxKey.FOLDER);
            return;
        }
        welcome(System.out, settings, sandbox, webhooks, key.text(), managementKey.text());
    }

    @Override
    public void close() {
        running.ifPresent(Sandbox::close);
    }

    private static Sandbox start(int port, SandboxOptions options) {
        try {
            return Sandbox.start(port, options);
        } catch (UncheckedIOException e) {
            throw new SettingsException("sandbox.amqp-port", e.getMessage() + "; is another bridge running?");
        } catch (IllegalStateException e) {
            throw new SettingsException("sandbox.port", e.getMessage() + "; is another bridge running?");
        }
    }

    /** Checkpoints outlive the stand-in, which begins anew at each start. */
    private static EventHubOptions eventHubs(Settings settings) {
        return EventHubOptions.defaults()
                .withPort(settings.number("sandbox.amqp-port", 0, 65_535))
                .goingOn(System.currentTimeMillis());
    }

    /** With the tables of the working folder; where there is none, every column is kept. */
    private static LogAnalyticsOptions logAnalytics() {
        var options = LogAnalyticsOptions.defaults();
        return options.withTable(declared(options.alerts().table())).withCaseTable(declared(options.cases().table()));
    }

    private static TableSchema declared(TableSchema open) {
        var file = TABLES.resolve(open.name() + ".json");
        try {
            return Files.exists(file) ? TableSchema.of(Files.readAllBytes(file)) : open;
        } catch (IOException | IllegalArgumentException e) {
            throw new SettingsException(ENABLED, "is on, but " + file + " cannot be used: " + e.getMessage());
        }
    }

    private static void welcome(PrintStream out, Settings settings, Sandbox sandbox, String webhooks, String key, String managementKey) {
        var scheme = settings.find("management.tls.certificate").isPresent() ? "https" : "http";
        var host = settings.text("management.host").replace("0.0.0.0", "localhost");
        var console = scheme + "://" + host + ":" + settings.text("management.port") + "/console/";
        out.printf(
                """

                Sentinel Bridge is running with its SANDBOX: nothing leaves this machine.

                  Case webhook   %1$s/cases
                  Alert webhook  %1$s/alerts
                  Key            %2$s
                  Console        %4$s  any user, password %5$s
                  Azure holds    %3$s/_sandbox/state
                  Elasticsearch  %3$s/elasticsearch/logs-*/_search
                  Kibana         %3$s/kibana/api  user elastic, password sandbox

                Make an incident of a case:

                  curl -s '%1$s/cases' -H 'X-Api-Key: %2$s' -H 'Content-Type: application/json' \\
                    -d '{"action":"create-incident","case_id":"case-1","case_title":"Hello Sentinel","case_severity":"high","case_status":"open","case_description":"My first case","case_tags":["demo"],"elastic_url_base":"/app/security/cases/"}'

                Ctrl+C stops it.

                """,
                webhooks, key, sandbox.url(), console, managementKey);
        out.flush();
    }
}
