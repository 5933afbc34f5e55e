package org.sentinelbridge.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sentinelbridge.bicep.Deployment;

/** Each resource of the template for Azure is one that Microsoft's OpenAPI file describes; runs where these files are at hand. */
class TemplateFollowsTheContractTest {

    private static final Path CONTRACTS = Path.of("../shared/contracts/specification");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String LOGS = "operationalinsights/resource-manager/Microsoft.OperationalInsights/stable/";
    private static final String SENTINEL = "securityinsights/resource-manager/Microsoft.SecurityInsights/";
    private static final String MONITOR = "monitor/resource-manager/Microsoft.Insights/stable/2023-03-11/";

    /** Type and version to file and definition. */
    private static final Map<String, String> DESCRIBED = Map.of(
            "Microsoft.OperationalInsights/workspaces/tables@2022-10-01", LOGS + "2022-10-01/Tables.json#Table",
            "Microsoft.OperationalInsights/workspaces/dataExports@2020-08-01", LOGS + "2020-08-01/DataExports.json#DataExport",
            "Microsoft.Insights/dataCollectionRules@2023-03-11",
            MONITOR + "dataCollectionRules_API.json#DataCollectionRuleResource",
            "Microsoft.Insights/dataCollectionEndpoints@2023-03-11",
            MONITOR + "dataCollectionEndpoints_API.json#DataCollectionEndpointResource",
            "Microsoft.SecurityInsights/alertRules@2024-03-01", SENTINEL + "stable/2024-03-01/AlertRules.json#ScheduledAlertRule",
            "Microsoft.SecurityInsights/alertRules@2024-01-01-preview",
            SENTINEL + "preview/2024-01-01-preview/AlertRules.json#NrtAlertRule");

    @BeforeAll
    static void atHand() {
        assumeTrue(Files.isDirectory(CONTRACTS), "Microsoft's OpenAPI files are not here");
    }

    @Test
    void everyResourceThatIsDescribedIsAsDescribed() throws IOException {
        var seen = new TreeMap<String, List<String>>();
        for (var rule : List.of("Scheduled", "NRT")) {
            for (var resource : deployed(rule)) {
                var type = resource.type() + "@" + resource.apiVersion();
                if (DESCRIBED.containsKey(type)) {
                    seen.computeIfAbsent(type, first -> new ArrayList<>()).addAll(schema(type).faults(resource.body()));
                }
            }
        }
        assertThat(seen.keySet()).containsExactlyInAnyOrderElementsOf(DESCRIBED.keySet());
        assertThat(seen).allSatisfy((type, faults) -> assertThat(faults).as(type).isEmpty());
    }

    /** What this test is worth: it finds what is made wrong on purpose. */
    @Test
    void whatIsNotDescribedIsFound() throws IOException {
        var type = "Microsoft.SecurityInsights/alertRules@2024-03-01";
        var rule = deployed("Scheduled").stream().filter(resource -> resource.type().endsWith("alertRules")).findFirst().orElseThrow().body();
        var properties = (ObjectNode) rule.path("properties");
        properties.remove("queryPeriod");
        properties.put("triggerThreshold", "0");
        properties.put("lastModifiedUtc", "2026-01-01T00:00:00Z");
        properties.put("colour", "red");
        ((ObjectNode) properties.at("/entityMappings/0/fieldMappings/0")).put("column", "HostName");
        ((ObjectNode) properties.at("/customDetails")).put("RiskScore", 1);
        assertThat(schema(type).faults(rule)).containsExactlyInAnyOrder(
                "/properties/queryPeriod is missing",
                "/properties/triggerThreshold must be of type integer: \"0\"",
                "/properties/lastModifiedUtc is read-only",
                "/properties/colour is unknown",
                "/properties/entityMappings/0/fieldMappings/0/column is unknown",
                "/properties/customDetails/RiskScore must be of type string: 1");
    }

    private static Schema schema(String type) {
        var place = DESCRIBED.get(type).split("#");
        return Schema.of(CONTRACTS.resolve(place[0]), place[1]);
    }

    private static List<Deployment.Resource> deployed(String rule) throws IOException {
        Map<String, JsonNode> parameters = Map.of(
                "workspaceName", TextNode.valueOf("soc-logs"),
                "principalId", TextNode.valueOf("00000000-0000-4000-8000-000000000003"),
                "dataCollectionEndpoint", TextNode.valueOf("private"),
                "casesTo", TextNode.valueOf("alert-rule"),
                "analyticsRule", TextNode.valueOf(rule));
        return new Deployment(JSON.readTree(Path.of("src/main/azure/sentinel-bridge.json").toFile()), parameters, Map.of()).resources();
    }
}
