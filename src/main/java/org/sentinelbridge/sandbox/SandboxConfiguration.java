package org.sentinelbridge.sandbox;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedStartupListener;
import org.apache.camel.Ordered;
import org.apache.camel.support.LifecycleStrategySupport;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.base.settings.SettingsException;
import org.sentinelbridge.sandbox.eventhubs.EventHubOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * With {@code sandbox.enabled=true}, starts the stand-ins and points the settings at them. Named in application.properties
 * before the bridge's own configuration. Nothing real may be set beside it: sandbox and production never mix.
 */
public final class SandboxConfiguration implements CamelConfiguration {

    private static final String ENABLED = "sandbox.enabled";
    private static final String KEY = "webhook.key";
    private static final String MANAGEMENT_KEY = "management.key";
    private static final Logger LOG = LoggerFactory.getLogger(SandboxConfiguration.class);
    private static final Path KEYS = Path.of("data");
    private static final int KEY_BYTES = 24;
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

    @Override
    public void configure(CamelContext context) throws Exception {
        var settings = new Settings(context.getPropertiesComponent()::resolveProperty);
        if (!settings.flag(ENABLED)) {
            return;
        }
        for (var property : REAL) {
            if (settings.find(property).isPresent()) {
                throw new SettingsException(property, "is set, yet the sandbox is on; sandbox and production never mix."
                        + " Set sandbox.enabled=false for the real thing, or empty this setting");
            }
        }
        var options = SandboxOptions.defaults()
                .withThrottle(settings.flag("sandbox.throttle"))
                .withLogAnalytics(settings.flag("sandbox.analytics-rule") ? logAnalytics().withRules() : logAnalytics())
                .withElasticsearchBytes(settings.bytes("sandbox.elasticsearch-memory", MOST_MEMORY))
                .withEventHubs(eventHubs(settings), settings.number("sandbox.events-per-minute", 0, A_MINUTE));
        var sandbox = start(settings.number("sandbox.port", 0, 65_535), options);
        var key = key(settings, KEY);
        var managementKey = key(settings, MANAGEMENT_KEY);
        context.getPropertiesComponent().addOverrideProperty(MANAGEMENT_KEY, managementKey);
        pointAt(sandbox, options, key, context);
        context.addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onContextStopped(CamelContext stopped) {
                sandbox.close();
            }
        });
        context.addStartupListener(new WhenStarted(() -> {
            var webhooks = "http://" + settings.text("webhook.host") + ":" + settings.text("webhook.port");
            KibanaSetUp.run(settings, sandbox, webhooks, key);
            if (settings.find("logging.format").filter("json"::equals).isPresent()) {
                // the log is for machines, and keys do not belong there
                LOG.info("The SANDBOX is on: nothing leaves this machine; keys are in {} unless they are set", KEYS);
                return;
            }
            welcome(System.out, settings, sandbox, webhooks, key, managementKey);
        }));
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
    private static LogAnalyticsOptions logAnalytics() throws IOException {
        var options = LogAnalyticsOptions.defaults();
        return options.withTable(declared(options.alerts().table())).withCaseTable(declared(options.cases().table()));
    }

    private static TableSchema declared(TableSchema open) throws IOException {
        var file = TABLES.resolve(open.name() + ".json");
        try {
            return Files.exists(file) ? TableSchema.of(Files.readAllBytes(file)) : open;
        } catch (IllegalArgumentException e) {
            throw new SettingsException(ENABLED, "is on, but " + file + " cannot be used: " + e.getMessage());
        }
    }

    private static void pointAt(Sandbox sandbox, SandboxOptions options, String key, CamelContext context) {
        var properties = context.getPropertiesComponent();
        properties.addOverrideProperty(KEY, key);
        SandboxSettings.of(sandbox.url(), sandbox.eventHubsConnectionString(), options).forEach(properties::addOverrideProperty);
    }

    /** The key that is set, or one that was made at the first start and kept, so that what was set up yesterday works today. */
    private static String key(Settings settings, String property) throws IOException {
        if (settings.find(property).isPresent()) {
            return settings.text(property);
        }
        var file = KEYS.resolve(property);
        if (Files.notExists(file)) {
            var bytes = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(bytes);
            Files.createDirectories(KEYS);
            if (Files.getFileStore(KEYS).supportsFileAttributeView("posix")) {
                Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            Files.writeString(file, HexFormat.of().formatHex(bytes));
        }
        return Files.readString(file).trim();
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

    /** Runs something once all routes and the webhook server are up, after the other listeners. */
    private record WhenStarted(Runnable action) implements ExtendedStartupListener, Ordered {

        @Override
        public int getOrder() {
            return Ordered.LOWEST;
        }

        @Override
        public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
            // too early: other listeners may still be starting servers
        }

        @Override
        public void onCamelContextFullyStarted(CamelContext context, boolean alreadyStarted) {
            action.run();
        }
    }
}
