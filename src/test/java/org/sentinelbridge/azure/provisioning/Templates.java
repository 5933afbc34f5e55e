package org.sentinelbridge.azure.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.sentinelbridge.bicep.Deployment;

/** Deployments of our template. */
final class Templates {

    static final Path BICEP = Path.of("src", "main", "azure", "sentinel-bridge.bicep");
    static final Path JSON = Path.of("src", "main", "azure", "sentinel-bridge.json");
    static final Path TABLE = Path.of("routes", "tables", "ElasticSecurityAlerts_CL.json");
    static final Path CASES = Path.of("routes", "tables", "ElasticSecurityCases_CL.json");
    static final String GROUP = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/soc";
    static final String PRINCIPAL = "00000000-0000-4000-8000-000000000003";

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String INSIGHTS = GROUP + "/providers/Microsoft.Insights/";

    private Templates() {}

    /** With an identity, names of our own, and these parameters: {@code analyticsRule=NRT}. */
    static Deployment deployed(String... parameters) {
        var given = new TreeMap<String, JsonNode>(Map.of(
                "workspaceName", TextNode.valueOf("soc-logs"),
                "principalId", TextNode.valueOf(PRINCIPAL),
                "eventHubsNamespace", TextNode.valueOf("soc-events"),
                "storageAccountName", TextNode.valueOf("socbridge")));
        for (var parameter : parameters) {
            var value = parameter.substring(parameter.indexOf('=') + 1);
            given.put(
                    parameter.substring(0, parameter.indexOf('=')),
                    value.equals("true") || value.equals("false") ? BooleanNode.valueOf(value.equals("true")) : TextNode.valueOf(value));
        }
        return new Deployment(read(JSON), given, made());
    }

    static JsonNode read(Path file) {
        try {
            return MAPPER.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What Azure adds to resources, such as addresses. */
    private static Map<String, JsonNode> made() {
        return Map.of(
                INSIGHTS + "dataCollectionRules/sentinel-bridge-alerts",
                json("""
                        {"immutableId": "dcr-0123456789abcdef0123456789abcdef",
                         "endpoints": {"logsIngestion": "https://rule-a1b2.westeurope-1.ingest.monitor.azure.com"}}"""),
                INSIGHTS + "dataCollectionEndpoints/sentinel-bridge",
                json("""
                        {"logsIngestion": {"endpoint": "https://endpoint-c3d4.westeurope-1.ingest.monitor.azure.com"}}"""),
                GROUP + "/providers/Microsoft.EventHub/namespaces/soc-events",
                json("""
                        {"serviceBusEndpoint": "https://soc-events.servicebus.windows.net:443/"}"""),
                GROUP + "/providers/Microsoft.Storage/storageAccounts/socbridge",
                json("""
                        {"primaryEndpoints": {"blob": "https://socbridge.blob.core.windows.net/"}}"""));
    }

    static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
