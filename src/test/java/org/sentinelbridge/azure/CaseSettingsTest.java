package org.sentinelbridge.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.base.settings.SettingsException;
import org.sentinelbridge.base.settings.SettingsFile;

/** Which way cases go follows from the settings, and one that cannot work stops the start. */
class CaseSettingsTest {

    private static final Map<String, String> WORKSPACE = Map.of(
            "sentinel.subscription-id", "00000000-0000-4000-8000-000000000001",
            "sentinel.resource-group", "soc",
            "sentinel.workspace-name", "soc-logs");
    private static final Map<String, String> RULE = Map.of(
            "log-analytics.endpoint", "https://rule.example.com",
            "log-analytics.dcr-immutable-id", "dcr-00000000000000000000000000000000");
    private static final Map<String, String> OVER_RULE = Map.of("cases.to", "alert-rule");

    @Test
    void withoutAWordItIsTheApi() {
        assertThat(derived(WORKSPACE)).containsEntry("case-webhook.on", "true").containsEntry("case-rows.on", "false");
        assertThat(derived(WORKSPACE, RULE)).containsEntry("case-rows.on", "false");
        assertThat(derived(RULE)).containsEntry("case-webhook.on", "false");
    }

    @Test
    void overTheRuleItNeedsNoWorkspaceButLogAnalytics() {
        assertThat(derived(RULE, OVER_RULE))
                .containsEntry("case-webhook.on", "true").containsEntry("case-rows.on", "true").containsEntry("sentinel-workspace.on", "false");
        assertThat(derived(WORKSPACE, OVER_RULE))
                .containsEntry("case-webhook.on", "false").containsEntry("case-rows.on", "false").containsEntry("sentinel-workspace.on", "true");
    }

    @Test
    void whatCannotWorkIsSaid() {
        assertThatThrownBy(() -> derived(RULE, Map.of("cases.to", "both"))).isInstanceOf(SettingsException.class)
                .hasMessageContaining("cases.to").hasMessageContaining("'both' is none of incident-api, alert-rule");
        assertThatThrownBy(() -> derived(RULE, OVER_RULE, Map.of("log-analytics.writer", "data-collector")))
                .hasMessageContaining("cases.to").hasMessageContaining("log-analytics.writer=logs-ingestion");
        assertThatThrownBy(() -> derived(RULE, OVER_RULE, Map.of("log-analytics.case-stream", "../streams/x")))
                .hasMessageContaining("log-analytics.case-stream");
    }

    @SafeVarargs
    private static Map<Object, Object> derived(Map<String, String>... given) {
        var all = new HashMap<String, String>();
        for (var some : given) {
            all.putAll(some);
        }
        var usual = SettingsFile.read(SettingsFile.NAME).settings();
        var derived = new Properties();
        CaseSettings.derive(new Settings(name -> all.containsKey(name) ? Optional.of(all.get(name)) : usual.find(name)), derived);
        return derived;
    }
}
