package org.sentinelbridge.elastic.kibana;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sentinelbridge.base.settings.Settings;

class ConnectorScreensTest {

    @Test
    void thePageSaysTheSame() throws IOException {
        var page = Files.readString(Path.of("src/site/markdown/setup-kibana.md"));
        var screens = ConnectorScreens.of(settings(Map.of("webhook.public-url", "https://bridge.example.com")), "http://127.0.0.1:8080");
        var cases = screens.caseConnector();
        assertThat(page)
                .contains(List.of(cases.createIncidentUrl(), cases.createIncidentJson(), cases.createIncidentResponseKey(), cases.getIncidentUrl(),
                        cases.getIncidentResponseExternalTitleKey(), cases.viewIncidentUrl(), cases.updateIncidentUrl(), cases.updateIncidentJson(),
                        cases.createCommentUrl(), cases.createCommentJson(), screens.alertConnector().url(), screens.ruleActionBody())
                        .stream().map(text -> text.startsWith("{\"alerts") ? text + "\n" : "`" + text + "`").toList());
    }

    @Test
    void theOwnUrlDoesUnlessAnotherIsSet() {
        var screens = ConnectorScreens.of(settings(Map.of()), "https://bridge.internal:8443");
        assertThat(screens.caseConnector().createCommentUrl()).isEqualTo("https://bridge.internal:8443/cases");
        assertThat(screens.alertConnector().url()).isEqualTo("https://bridge.internal:8443/alerts");
    }

    @Test
    void thePortalLinkNamesTheWorkspace() {
        var workspace = Map.of("sentinel.subscription-id", "s-1", "sentinel.resource-group", "g-1", "sentinel.workspace-name", "w-1");
        assertThat(link(workspace, "azure")).isEqualTo("https://portal.azure.com/#asset/Microsoft_Azure_Security_Insights/Incident"
                + "/subscriptions/s-1/resourceGroups/g-1/providers/Microsoft.OperationalInsights/workspaces/w-1"
                + "/providers/Microsoft.SecurityInsights/Incidents/{{{external.system.id}}}");
        assertThat(link(workspace, "https://soc.example.com/{incident-id}")).isEqualTo("https://soc.example.com/{{{external.system.id}}}");
        assertThat(link(workspace, "https://soc.example.com/open?arm={arm-id}")).startsWith("https://soc.example.com/open?arm=/subscriptions/s-1/");
    }

    @Test
    void whatKibanaDoesNotKnowOfAnIncidentCannotBeInTheLink() {
        var azure = link(Map.of(), "azure");
        assertThat(link(Map.of(), "defender")).isEqualTo(azure);
        assertThat(link(Map.of(), "https://soc.example.com/{incident-number}/{incident-id}")).isEqualTo(azure);
    }

    private static String link(Map<String, String> workspace, String template) {
        var all = new java.util.HashMap<>(workspace);
        all.put("sentinel.incident-url", template);
        return ConnectorScreens.of(settings(all), "").portalLink();
    }

    private static Settings settings(Map<String, String> values) {
        return new Settings(name -> Optional.ofNullable(values.get(name)));
    }
}
