package org.sentinelbridge.azure;

import java.util.Properties;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.base.settings.SettingsException;

/** The settings that say which way cases reach analysts. */
public final class CaseSettings {

    private static final String TO = "cases.to";
    private static final String STREAM = "log-analytics.case-stream";

    private CaseSettings() {}

    /** Whether cases become rows, of which an analytics rule makes incidents. */
    public static boolean goOverRule(Settings settings) {
        return settings.choice(TO, "incident-api", "alert-rule").equals("alert-rule");
    }

    /**
     * Adds what the routes need to know: {@code case-webhook.on}, {@code case-rows.on} and {@code sentinel-workspace.on}.
     *
     * @throws SettingsException if a setting is wrong
     */
    public static void derive(Settings settings, Properties derived) {
        var overRule = goOverRule(settings);
        settings.choice("cases.when-busy", "queue", "refuse");
        settings.flag("cases.recreate-deleted");
        if (overRule && LogAnalyticsSettings.isOld(settings)) {
            throw new SettingsException(TO, "'alert-rule' needs log-analytics.writer=logs-ingestion: the old Data Collector API takes alerts only");
        }
        settings.text(STREAM);
        settings.matching(STREAM, "[A-Za-z][A-Za-z0-9_-]{0,99}", "name of a stream such as Custom-ElasticSecurityCases_CL");
        var workspace = SentinelSettings.check(settings);
        var rows = overRule && LogAnalyticsSettings.check(settings);
        derived.setProperty("sentinel-workspace.on", String.valueOf(workspace));
        derived.setProperty("case-rows.on", String.valueOf(rows));
        derived.setProperty("case-webhook.on", String.valueOf(overRule ? rows : workspace));
    }
}
