package org.sentinelbridge.azure.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.sentinelbridge.azure.provisioning.Templates.deployed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.sentinelbridge.bicep.BicepCompiler;
import org.sentinelbridge.bicep.Deployment;

/** What the template for Azure makes there, with each of its parameters. */
class AzureTemplateTest {

    private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final String WORKSPACE = Templates.GROUP + "/providers/Microsoft.OperationalInsights/workspaces/soc-logs";

    private static final String RESPONDER = "roleAssignments 3e150937-b8fe-4cfb-8069-0eaf05ecd056";
    private static final String PUBLISHER = "roleAssignments 3913510d-42f4-4e42-8a64-420c390055eb";
    private static final String RECEIVER = "roleAssignments a638d3c7-ab3a-418d-83e6-5f17a39d4fde";
    private static final String CONTRIBUTOR = "roleAssignments ba92f5b4-2d11-453d-a403-e96b0029c9fe";
    private static final String TABLE = "tables soc-logs/ElasticSecurityAlerts_CL";
    private static final String CASE_TABLE = "tables soc-logs/ElasticSecurityCases_CL";
    private static final String READER = "roleAssignments 8d289c81-5878-46d4-8554-54e1e3d8b5cb";
    private static final String COLLECTION = "dataCollectionRules sentinel-bridge-alerts";

    /** {@code -Dgolden.update=true} writes it anew, and fails all the same. */
    @Test
    void theJsonIsMadeOfTheBicep() throws IOException {
        var compiled = BicepCompiler.compile(Templates.BICEP);
        var written = Files.exists(Templates.JSON) ? Templates.read(Templates.JSON) : JSON.createObjectNode();
        if (!compiled.equals(written) && Boolean.getBoolean("golden.update")) {
            Files.writeString(Templates.JSON, JSON.writeValueAsString(compiled) + "\n");
            fail(Templates.JSON + " was rewritten; read what has changed");
        }
        assertThat(written).isEqualTo(compiled);
    }

    @Test
    void allOfIt() {
        assertThat(shown(deployed("checkpointStore=blob"))).containsExactly(
                RESPONDER, TABLE, COLLECTION, PUBLISHER, "alertRules Scheduled",
                "namespaces soc-events", "eventhubs soc-events/sentinel-events",
                "consumergroups soc-events/sentinel-events/sentinel-bridge", RECEIVER, "dataExports soc-logs/sentinel-bridge",
                "storageAccounts socbridge", "blobServices socbridge/default", "containers socbridge/default/checkpoints", CONTRIBUTOR);
    }

    @Test
    void whatIsNotWantedIsLeftOut() {
        assertThat(shown(deployed("alerts=false", "events=false"))).containsExactly(RESPONDER);
        assertThat(shown(deployed("cases=false", "events=false")))
                .containsExactly(TABLE, COLLECTION, PUBLISHER, "alertRules Scheduled");
        assertThat(shown(deployed("cases=false", "events=false", "analyticsRule=none"))).containsExactly(TABLE, COLLECTION, PUBLISHER);
        assertThat(shown(deployed("cases=false", "events=false", "analyticsRule=NRT")))
                .containsExactly(TABLE, COLLECTION, PUBLISHER, "alertRules NRT");
        assertThat(shown(deployed("cases=false", "events=false", "principalId=")))
                .containsExactly(TABLE, COLLECTION, "alertRules Scheduled");
        assertThat(shown(deployed("cases=false", "alerts=false"))).noneMatch(it -> it.contains("Storage") || it.contains("Rules"));
        assertThat(shown(deployed("cases=false", "alerts=false", "events=false"))).isEmpty();
    }

    @Test
    void casesOverAnAlertRuleHaveATableAndARuleOfTheirOwnAndNoRightToWriteIncidents() {
        assertThat(shown(deployed("casesTo=alert-rule", "events=false"))).containsExactly(
                READER, TABLE, CASE_TABLE, COLLECTION, PUBLISHER, "alertRules Scheduled", "alertRules Scheduled");
        assertThat(shown(deployed("casesTo=alert-rule", "alerts=false", "events=false", "analyticsRule=NRT")))
                .containsExactly(READER, CASE_TABLE, COLLECTION, PUBLISHER, "alertRules NRT");
        assertThat(shown(deployed("casesTo=alert-rule", "cases=false", "events=false")))
                .as("cases are not wanted at all").doesNotContain(READER, CASE_TABLE);
        assertThat(settings(deployed("casesTo=alert-rule", "alerts=false", "events=false")))
                .containsEntry("cases.to", "alert-rule")
                .containsEntry("log-analytics.case-stream", "Custom-ElasticSecurityCases_CL")
                .containsKeys("log-analytics.endpoint", "log-analytics.dcr-immutable-id", "sentinel.workspace-name")
                .doesNotContainKey("log-analytics.stream");
    }

    @Test
    void eachRoleIsGivenWhereItIsNeededAndNowhereElse() {
        var roles = new TreeMap<String, String>();
        for (var resource : deployed("checkpointStore=blob").resources()) {
            if (resource.type().endsWith("/roleAssignments")) {
                assertThat(resource.body().at("/properties/principalId").textValue()).isEqualTo(Templates.PRINCIPAL);
                roles.put(shown(resource), resource.scope());
            }
        }
        assertThat(roles).containsExactlyInAnyOrderEntriesOf(Map.of(
                RESPONDER, WORKSPACE,
                PUBLISHER, Templates.GROUP + "/providers/Microsoft.Insights/dataCollectionRules/sentinel-bridge-alerts",
                RECEIVER, Templates.GROUP + "/providers/Microsoft.EventHub/namespaces/soc-events/eventhubs/sentinel-events",
                CONTRIBUTOR, Templates.GROUP
                        + "/providers/Microsoft.Storage/storageAccounts/socbridge/blobServices/default/containers/checkpoints"));
    }

    @Test
    void nothingIsMadeBeforeWhatItNeeds() {
        for (var deployment : List.of(
                deployed("checkpointStore=blob", "dataCollectionEndpoint=private", "casesTo=alert-rule"), deployed("analyticsRule=NRT"))) {
            var made = new ArrayList<String>();
            for (var resource : deployment.resources()) {
                var needed = new ArrayList<>(resource.dependsOn());
                needed.retainAll(deployment.resources().stream().map(other -> idOf(other)).toList());
                assertThat(made).as(shown(resource)).containsAll(needed);
                made.add(idOf(resource));
            }
        }
        assertThat(find(deployed(), "dataCollectionRules").dependsOn()).contains(WORKSPACE + "/tables/ElasticSecurityAlerts_CL");
        assertThat(find(deployed(), "alertRules").dependsOn()).contains(WORKSPACE + "/tables/ElasticSecurityAlerts_CL");
        assertThat(find(deployed(), "dataExports").dependsOn())
                .contains(Templates.GROUP + "/providers/Microsoft.EventHub/namespaces/soc-events/eventhubs/sentinel-events");
    }

    @Test
    void tableAndStreamHaveTheColumnsOfTheList() {
        checkColumns(Templates.TABLE, deployed());
        checkColumns(Templates.CASES, deployed("casesTo=alert-rule", "alerts=false"));
        var both = find(deployed("casesTo=alert-rule"), "dataCollectionRules").body().path("properties");
        assertThat(both.path("streamDeclarations").fieldNames()).toIterable()
                .containsExactly("Custom-ElasticSecurityAlerts_CL", "Custom-ElasticSecurityCases_CL");
        assertThat(both.path("dataFlows").findValuesAsText("outputStream"))
                .containsExactly("Custom-ElasticSecurityAlerts_CL", "Custom-ElasticSecurityCases_CL");
    }

    private static void checkColumns(Path file, Deployment deployment) {
        var list = Templates.read(file);
        var table = find(deployment, "tables").body().at("/properties/schema");
        var rule = find(deployment, "dataCollectionRules").body().path("properties");
        assertThat(table.path("name")).isEqualTo(list.path("name"));
        assertThat(columns(table.path("columns"))).isEqualTo(columns(list.path("columns")));
        assertThat(table.path("columns")).allSatisfy(column -> assertThat(column.path("description").textValue()).isNotBlank());
        var stream = rule.at("/dataFlows/0/streams/0").textValue();
        assertThat(rule.path("streamDeclarations").fieldNames()).toIterable().containsExactly(stream);
        assertThat(columns(rule.at("/streamDeclarations/" + stream + "/columns"))).isEqualTo(columns(list.path("columns")));
        assertThat(stream).isEqualTo("Custom-" + list.path("name").textValue());
        assertThat(rule.at("/dataFlows/0/outputStream").textValue()).isEqualTo(stream);
    }

    @Test
    void rowsGoToTheRuleItselfOrToAnEndpoint() {
        assertThat(find(deployed(), "dataCollectionRules").body().at("/properties/dataCollectionEndpointId").isNull()).isTrue();
        var rule = find(deployed("dataCollectionEndpoint=private"), "dataCollectionRules");
        assertThat(rule.body().at("/properties/dataCollectionEndpointId").textValue())
                .isEqualTo(Templates.GROUP + "/providers/Microsoft.Insights/dataCollectionEndpoints/sentinel-bridge");
        assertThat(publicAccess("private")).isEqualTo("Disabled");
        assertThat(publicAccess("public")).isEqualTo("Enabled");
    }

    @Test
    void itTellsTheSettingsOfTheBridge() throws IOException {
        var settings = settings(deployed("checkpointStore=blob"));
        assertThat(settings).containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                Map.entry("azure.cloud", "public"),
                Map.entry("azure.tenant-id", "00000000-0000-4000-8000-000000000002"),
                Map.entry("sentinel.subscription-id", "00000000-0000-4000-8000-000000000001"),
                Map.entry("sentinel.resource-group", "soc"),
                Map.entry("sentinel.workspace-name", "soc-logs"),
                Map.entry("log-analytics.endpoint", "https://rule-a1b2.westeurope-1.ingest.monitor.azure.com"),
                Map.entry("log-analytics.dcr-immutable-id", "dcr-0123456789abcdef0123456789abcdef"),
                Map.entry("log-analytics.stream", "Custom-ElasticSecurityAlerts_CL"),
                Map.entry("event-hubs.namespace", "soc-events.servicebus.windows.net"),
                Map.entry("event-hubs.name", "sentinel-events"),
                Map.entry("event-hubs.consumer-group", "sentinel-bridge"),
                Map.entry("event-hubs.checkpoint-store", "blob"),
                Map.entry("event-hubs.blob-container-url", "https://socbridge.blob.core.windows.net/checkpoints")));
        var known = new Properties();
        try (var reader = Files.newBufferedReader(Path.of("application.properties"))) {
            known.load(reader);
        }
        assertThat(known.stringPropertyNames()).containsAll(settings.keySet());
        assertThat(settings(deployed("dataCollectionEndpoint=public")))
                .containsEntry("log-analytics.endpoint", "https://endpoint-c3d4.westeurope-1.ingest.monitor.azure.com");
    }

    @Test
    void itTellsNothingOfWhatWasLeftOut() {
        assertThat(settings(deployed("alerts=false", "events=false")).keySet()).containsExactlyInAnyOrder(
                "azure.cloud", "azure.tenant-id", "sentinel.subscription-id", "sentinel.resource-group", "sentinel.workspace-name");
        assertThat(settings(deployed("cases=false", "events=false")).keySet()).containsExactlyInAnyOrder(
                "azure.cloud", "azure.tenant-id", "log-analytics.endpoint", "log-analytics.dcr-immutable-id", "log-analytics.stream");
        assertThat(settings(deployed()).keySet()).doesNotContain("event-hubs.blob-container-url");
    }

    private static String publicAccess(String endpoint) {
        return find(deployed("dataCollectionEndpoint=" + endpoint), "dataCollectionEndpoints")
                .body().at("/properties/networkAcls/publicNetworkAccess").textValue();
    }

    private static Map<String, String> settings(Deployment deployment) {
        var settings = new TreeMap<String, String>();
        deployment.outputs().at("/settings/value").properties()
                .forEach(setting -> settings.put(setting.getKey(), setting.getValue().textValue()));
        return settings;
    }

    /** Name to type, as written in the list. */
    private static Map<String, String> columns(JsonNode columns) {
        var types = new TreeMap<String, String>();
        columns.forEach(column -> types.put(column.path("name").textValue(), column.path("type").textValue().toLowerCase(java.util.Locale.ROOT)));
        return types;
    }

    private static Deployment.Resource find(Deployment deployment, String type) {
        return deployment.resources().stream().filter(resource -> resource.type().endsWith("/" + type)).findFirst().orElseThrow();
    }

    private static String idOf(Deployment.Resource resource) {
        return (resource.scope().isEmpty() ? Templates.GROUP : "") + resource.id();
    }

    private static List<String> shown(Deployment deployment) {
        return deployment.resources().stream().map(AzureTemplateTest::shown).toList();
    }

    /** The last part of the type, and what tells the resource from others of that type. */
    private static String shown(Deployment.Resource resource) {
        var type = resource.type().substring(resource.type().lastIndexOf('/') + 1);
        return type + " " + switch (type) {
            case "roleAssignments" -> resource.body().at("/properties/roleDefinitionId").textValue().replaceAll(".*/", "");
            case "alertRules" -> resource.body().path("kind").textValue();
            default -> resource.name();
        };
    }
}
