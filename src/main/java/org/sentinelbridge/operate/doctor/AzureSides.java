package org.sentinelbridge.operate.doctor;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.sentinelbridge.azure.CaseSettings;
import org.sentinelbridge.azure.EventHubsSettings;
import org.sentinelbridge.azure.LogAnalyticsSettings;
import org.sentinelbridge.azure.SentinelSettings;
import org.sentinelbridge.azure.SharedKey;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.base.settings.SettingsException;
import org.sentinelbridge.component.eventhubs.BlobCheckpoints;
import org.sentinelbridge.component.eventhubs.ConnectionString;

/** What is checked of the sides in Azure. */
final class AzureSides {

    private static final String CERTIFICATE = "azure.client-certificate";
    private static final int AMQPS = 5671;
    private static final int AMQP = 5672;

    private final Ward ward;
    private final Settings settings;

    AzureSides(Ward ward) {
        this.ward = ward;
        this.settings = ward.settings();
    }

    Side sentinel() {
        return ward.side(Side.SENTINEL, "sentinel.subscription-id, sentinel.resource-group and sentinel.workspace-name",
                () -> SentinelSettings.check(settings), this::sentinelChecks);
    }

    private List<Check> sentinelChecks() {
        var url = SentinelSettings.endpoint(settings, ward.cloud());
        var tokens = new Tokens(ward.credentials(), ward.cloud().resourceManagerScope());
        var azure = new Azure(ward.http(), tokens, url);
        var workspace = Workspace.of(settings);
        var checks = new ArrayList<Check>(List.of(
                ward.reachable(url, "sentinel.endpoint"),
                new ClockCheck("Azure", ClockCheck.date(ward.http(), url), ward.clock()),
                new SignInCheck(tokens, settings.text("azure.credential"))));
        if (settings.text("azure.credential").equals("client-certificate")) {
            checks.add(new CertificateCheck(CERTIFICATE, Path.of(settings.text(CERTIFICATE)),
                    settings.find("azure.client-certificate-password").orElse(""),
                    "Upload a new certificate in Entra admin center > App registrations > the application > Certificates & secrets,"
                            + " and put it into the file", ward.clock()));
        }
        checks.add(new WorkspaceCheck(azure, workspace));
        // Where a rule makes incidents the bridge only reads them, and may have no right to do more.
        if (ward.write() && !CaseSettings.goOverRule(settings)) {
            checks.add(new IncidentCheck(azure, workspace));
        }
        return checks;
    }

    Side logAnalytics() {
        var old = settings.find("log-analytics.writer").filter("data-collector"::equals).isPresent();
        return ward.side(Side.LOG_ANALYTICS,
                old ? "log-analytics.workspace-id and log-analytics.workspace-key" : "log-analytics.endpoint and log-analytics.dcr-immutable-id",
                () -> LogAnalyticsSettings.check(settings),
                old ? this::oldChecks : this::ingestionChecks);
    }

    private List<Check> ingestionChecks() {
        var url = settings.safeUrl("log-analytics.endpoint").orElseThrow();
        var tokens = new Tokens(ward.credentials(), ward.cloud().monitorScope());
        var resources = new Azure(ward.http(), new Tokens(ward.credentials(), ward.cloud().resourceManagerScope()),
                SentinelSettings.endpoint(settings, ward.cloud()));
        var ingestion = new Azure(ward.http(), tokens, url);
        var target = RuleCheck.Target.of(settings, TableFile.ALERTS);
        var checks = new ArrayList<Check>(List.of(
                ward.reachable(url, "log-analytics.endpoint"),
                new ClockCheck("Azure", ClockCheck.date(ward.http(), url), ward.clock()),
                new SignInCheck(tokens, settings.text("azure.credential"))));
        checks.add(new RuleCheck("rule", resources, target, TableFile.ALERTS));
        if (ward.write()) {
            checks.add(new CanaryCheck("write", ingestion, target, TableFile.ALERTS, CanaryRow::ofAlert));
        }
        if (CaseSettings.goOverRule(settings)) {
            checks.addAll(caseChecks(resources, ingestion));
        }
        return checks;
    }

    private List<Check> caseChecks(Azure resources, Azure ingestion) {
        var target = RuleCheck.Target.of(settings, TableFile.CASES);
        var rule = new RuleCheck("rule-of-cases", resources, target, TableFile.CASES);
        return ward.write()
                ? List.of(rule, new CanaryCheck("write-of-cases", ingestion, target, TableFile.CASES, CanaryRow::ofCase))
                : List.of(rule);
    }

    private List<Check> oldChecks() {
        var url = LogAnalyticsSettings.oldEndpoint(settings, ward.cloud());
        var key = new SharedKey(settings.text("log-analytics.workspace-id"), settings.text("log-analytics.workspace-key"), ward.clock());
        var checks = new ArrayList<Check>(List.of(
                ward.reachable(url, "log-analytics.workspace-id"),
                new ClockCheck("Azure", ClockCheck.date(ward.http(), url), ward.clock())));
        if (ward.write()) {
            checks.add(new OldCanaryCheck(ward.http(), key, url, settings.text("log-analytics.log-type")));
        }
        return checks;
    }

    Side eventHub() {
        return ward.side(Side.EVENT_HUB,
                "event-hubs.connection-string, or event-hubs.namespace and event-hubs.name; and elasticsearch.url",
                () -> EventHubsSettings.place(settings).isPresent(), this::hubChecks);
    }

    private List<Check> hubChecks() {
        EventHubsSettings.derive(settings, new java.util.Properties());
        var hub = new Hub(settings, ward.credentials());
        var inBlobs = EventHubsSettings.toBlobs(settings);
        var checks = new ArrayList<Check>();
        checks.add(ward.reachable(hubAddress(hub).toString(), "event-hubs.connection-string or event-hubs.namespace"));
        checks.add(new PartitionsCheck(hub, inBlobs ? PartitionsCheck.inBlobs(blobs(), hub) : PartitionsCheck.inStore(settings, hub)));
        checks.add(new GroupCheck(hub));
        if (inBlobs) {
            checks.add(new BlobCheck(blobs()));
        }
        return checks;
    }

    /** Of a scheme that stands for TLS or none. */
    private URI hubAddress(Hub hub) {
        return settings.find(EventHubsSettings.CONNECTION_STRING)
                .map(AzureSides::connection)
                .map(connection -> URI.create((connection.plain() ? "http" : "amqps") + "://" + connection.host() + ":"
                        + connection.port().orElse(connection.plain() ? AMQP : AMQPS)))
                .orElseGet(() -> URI.create("amqps://" + hub.place().namespace() + ":" + AMQPS));
    }

    private static ConnectionString connection(String text) {
        try {
            return ConnectionString.of(text);
        } catch (IllegalArgumentException e) {
            throw new SettingsException(EventHubsSettings.CONNECTION_STRING, e.getMessage());
        }
    }

    private Supplier<BlobCheckpoints> blobs() {
        var url = settings.text(EventHubsSettings.CONTAINER);
        var credentials = ward.credentials();
        return () -> settings.find(EventHubsSettings.ACCOUNT_KEY)
                .map(key -> BlobCheckpoints.withKey(url, key))
                .orElseGet(() -> BlobCheckpoints.withIdentity(url, credentials.create()));
    }
}
