package org.sentinelbridge.azure;

import java.util.List;
import java.util.Properties;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.base.settings.SettingsException;

/** The settings that name the table in Log Analytics and the way to it. */
public final class LogAnalyticsSettings {

    private static final String WRITER = "log-analytics.writer";
    private static final String DATA_COLLECTOR = "data-collector";

    private static final String ENDPOINT = "log-analytics.endpoint";
    private static final String RULE = "log-analytics.dcr-immutable-id";
    private static final String STREAM = "log-analytics.stream";
    private static final String WORKSPACE = "log-analytics.workspace-id";
    private static final String KEY = "log-analytics.workspace-key";
    private static final String LOG_TYPE = "log-analytics.log-type";

    /** Log Analytics cuts longer fields without a word: at 65,536 bytes, the old API at 32,768. */
    private static final String MOST_FIELD_BYTES = "64000";
    private static final String MOST_FIELD_BYTES_OLD = "32000";

    private LogAnalyticsSettings() {}

    /** Adds what the routes need to know. */
    public static void derive(Settings settings, AzureCloud cloud, Properties derived) {
        var on = check(settings);
        var old = isOld(settings);
        derived.setProperty("alert-webhook.on", String.valueOf(on));
        derived.setProperty("logs-ingestion.on", String.valueOf(on && !old));
        derived.setProperty("data-collector.on", String.valueOf(on && old));
        derived.setProperty("log-analytics.field-bytes", old ? MOST_FIELD_BYTES_OLD : MOST_FIELD_BYTES);
        derived.setProperty("data-collector.endpoint", oldEndpoint(settings, cloud));
    }

    /** Whether the old HTTP Data Collector API is used. */
    public static boolean isOld(Settings settings) {
        return settings.text(WRITER).equals(DATA_COLLECTOR);
    }

    /** Base URL of the old HTTP Data Collector API. */
    public static String oldEndpoint(Settings settings, AzureCloud cloud) {
        return settings.url(ENDPOINT).orElseGet(() -> "https://" + settings.find(WORKSPACE).orElse("") + "." + cloud.dataCollector());
    }

    /**
     * Checks the settings of the writer that is chosen, by the rules of azure-monitor's references for the two APIs.
     *
     * @return whether they are there; none of them set means that no alerts are wanted
     * @throws SettingsException if only some are set, or one is wrong
     */
    public static boolean check(Settings settings) {
        var legacy = settings.choice(WRITER, "logs-ingestion", DATA_COLLECTOR).equals(DATA_COLLECTOR);
        var on = legacy
                ? together(settings, List.of(WORKSPACE, KEY), "Azure portal > Log Analytics workspace > Agents shows it")
                : together(settings, List.of(ENDPOINT, RULE), "Azure portal > Monitor > Data Collection Rules > the rule > JSON View"
                        + " shows it (logsIngestion, immutableId)");
        settings.safeUrl(ENDPOINT);
        settings.matching(RULE, "dcr-[0-9a-fA-F]{32}", "immutable id of a data collection rule (dcr- and 32 hexadecimal digits)");
        settings.matching(STREAM, "[A-Za-z][A-Za-z0-9_-]{0,99}", "name of a stream such as Custom-ElasticSecurityAlerts_CL");
        settings.matching(WORKSPACE, "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", "workspace id (a GUID)");
        settings.matching(LOG_TYPE, "[A-Za-z][A-Za-z0-9_]{0,99}", "log type (letters, digits and _)");
        settings.text(STREAM);
        settings.text(LOG_TYPE);
        return on;
    }

    private static boolean together(Settings settings, List<String> names, String where) {
        var missing = names.stream().filter(name -> settings.find(name).isEmpty()).toList();
        if (missing.isEmpty() || missing.size() == names.size()) {
            return missing.isEmpty();
        }
        throw new SettingsException(missing.get(0), "must be set too; " + where);
    }
}
