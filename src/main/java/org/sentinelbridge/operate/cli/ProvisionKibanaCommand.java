package org.sentinelbridge.operate.cli;

import java.net.URI;
import java.util.concurrent.Callable;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.base.settings.SettingsException;
import org.sentinelbridge.base.settings.SettingsFile;
import org.sentinelbridge.elastic.kibana.ConnectorScreens;
import org.sentinelbridge.elastic.kibana.ConnectorSetup;
import org.sentinelbridge.elastic.kibana.KeyPlace;
import org.sentinelbridge.elastic.kibana.Kibana;
import org.sentinelbridge.elastic.kibana.KibanaAddress;
import org.sentinelbridge.elastic.kibana.KibanaFailure;
import org.sentinelbridge.elastic.kibana.KibanaProvisioning;
import org.sentinelbridge.elastic.kibana.KibanaVersion;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bridge provision kibana}: connectors, the default of cases, dashboards, a rule to try. */
@Command(
        name = "kibana",
        description = "Create or update the connectors in Kibana, make the one for cases the default, import dashboards",
        mixinStandardHelpOptions = true,
        footer = "Exit code: 0 done, 1 it cannot be done, or --diff has found differences, 2 wrong usage or settings")
final class ProvisionKibanaCommand implements Callable<Integer> {

    private static final String PUBLIC_URL = "webhook.public-url";
    private static final String PLACEHOLDER = "WEBHOOK_KEY";

    @Spec
    private CommandSpec spec;

    @ArgGroup
    private Mode mode = new Mode();

    /** Neither means: do it. */
    static final class Mode {
        @Option(names = "--print", description = "print what to enter by hand, and call nobody")
        private boolean print;

        @Option(names = "--diff", description = "say what is other than it should be, and change nothing")
        private boolean diff;
    }

    @Option(names = "--test-rule", description = "also a detection rule that sends alerts: whatever has malware in its message")
    private boolean testRule;

    @Option(names = "--no-default", description = "leave alone which connector new cases are pushed through")
    private boolean noDefault;

    @Option(names = "--no-dashboards", description = "import no dashboards")
    private boolean noDashboards;

    @Option(names = "--key-in-url", description = "put the webhook key into the connectors' URLs, where all who see connectors can read it")
    private boolean keyInUrl;

    @Option(names = "--kibana-version", paramLabel = "VERSION", description = "with --print: the version it is for; otherwise Kibana is asked")
    private String printedVersion = "";

    @Option(names = "--show-key", description = "with --print: the webhook key itself in place of " + PLACEHOLDER)
    private boolean showKey;

    @Override
    public Integer call() {
        try {
            return mode.print ? print() : talk();
        } catch (KibanaFailure e) {
            spec.commandLine().getErr().println(e.getMessage());
            return 1;
        } finally {
            spec.commandLine().getOut().flush();
        }
    }

    private int talk() {
        var settings = FolderSettings.read();
        var address = KibanaAddress.of(settings);
        var bridge = bridgeUrl(settings, address);
        var kibana = new Kibana(address);
        var version = kibana.version();
        say("Kibana " + version.text() + " at " + address.url() + (address.space().isEmpty() ? "" : ", space " + address.space()));
        var provisioning = new KibanaProvisioning(
                setup(settings, settings.text("webhook.key"), address.space(), version, bridge), this::say);
        warnOfUrl();
        if (mode.diff) {
            return provisioning.diff(kibana, version) ? 0 : 1;
        }
        provisioning.apply(kibana, version);
        return 0;
    }

    private int print() {
        var settings = SettingsFile.read(SettingsFile.NAME).settings();
        var version = printedVersion.isEmpty() ? KibanaVersion.NEWEST : KibanaVersion.of(printedVersion);
        var space = KibanaAddress.space(settings);
        say("# For Kibana " + (printedVersion.isEmpty() ? "9.2 or later; --kibana-version is for older ones" : version.text())
                + ". Open Dev Tools > Console in the " + (space.isEmpty() ? "default space" : "space " + space) + " and send these.");
        if (!showKey) {
            say("# Put the webhook key (webhook.key) in place of " + PLACEHOLDER + ".");
        }
        warnOfUrl();
        var key = showKey ? settings.text("webhook.key") : PLACEHOLDER;
        new KibanaProvisioning(setup(settings, key, space, version, settings.url(PUBLIC_URL).orElseGet(() -> ConnectorScreens.ownUrl(settings))), this::say)
                .print(version);
        return 0;
    }

    private ConnectorSetup setup(Settings settings, String key, String space, KibanaVersion version, String bridgeUrl) {
        return new ConnectorSetup(
                ConnectorScreens.of(settings, bridgeUrl),
                key,
                keyInUrl ? KeyPlace.URL : KeyPlace.best(version),
                space,
                new ConnectorSetup.Wanted(!noDefault, !noDashboards, testRule));
    }

    private static String bridgeUrl(Settings settings, KibanaAddress address) {
        var url = settings.url(PUBLIC_URL).orElseGet(() -> ConnectorScreens.ownUrl(settings));
        var host = URI.create(url).getHost();
        var reachable = !Settings.isLoopback(host) && !host.equals("0.0.0.0") && !host.equals("[::]");
        if (!reachable && !Settings.isLoopback(address.url().getHost())) {
            throw new SettingsException(PUBLIC_URL, "must be set, because Kibana does not reach the bridge at " + url
                    + "; for example https://bridge.example.com");
        }
        return url;
    }

    private void warnOfUrl() {
        if (keyInUrl) {
            spec.commandLine().getErr().println("Warning: with --key-in-url everybody who may see connectors in Kibana can read the webhook key,"
                    + " and Kibana writes it into its log when an answer is not as it should be.");
        }
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
    }
}
