package org.sentinelbridge.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The list of data collection rules in Azure Resource Manager, of a subscription or a resource group, with the one rule that leads
 * to the tables: azure-rest-api-specs dataCollectionRules_API.json 2023-03-11, DataCollectionRules_ListBySubscription and
 * DataCollectionRules_ListByResourceGroup. A table that takes every column declares none.
 */
final class RulesSurface implements Surface {

    private static final String KIND = "/providers/microsoft.insights/datacollectionrules";
    private static final String NAME = "sandbox-dcr";

    private final SandboxOptions options;
    private final TokenGate tokens;
    private final Switches switches;

    RulesSurface(SandboxOptions options, TokenGate tokens, Switches switches) {
        this.options = options;
        this.tokens = tokens;
        this.switches = switches;
    }

    @Override
    public boolean serves(Request request) {
        return request.path().toLowerCase(Locale.ROOT).endsWith(KIND);
    }

    @Override
    public Answer answer(Request request) {
        tokens.check(request);
        List<String> path = request.segments();
        if (request.parameter("api-version").isEmpty()) {
            throw ArmErrors.of(400, "MissingApiVersionParameter", "The api-version query parameter (?api-version=) is required for all requests.");
        }
        if (!path.get(1).equalsIgnoreCase(options.subscriptionId())) {
            throw ArmErrors.of(404, "SubscriptionNotFound", "The subscription '" + path.get(1) + "' could not be found.");
        }
        if (!switches.rulesReadable()) {
            throw ArmErrors.of(403, "AuthorizationFailed", "The client '" + options.clientId() + "' does not have authorization to perform"
                    + " action 'Microsoft.Insights/dataCollectionRules/read' over scope '" + request.path() + "' or the scope is invalid.");
        }
        ObjectNode list = Json.object();
        ArrayNode value = list.putArray("value");
        boolean ofGroup = path.get(2).equalsIgnoreCase("resourceGroups");
        if (!ofGroup || path.get(3).equalsIgnoreCase(options.resourceGroup())) {
            value.add(rule(request.origin()));
        }
        return Answer.json(200, list);
    }

    private ObjectNode rule(String url) {
        LogAnalyticsOptions logs = options.logAnalytics();
        ObjectNode rule = Json.object();
        rule.put("id", "/subscriptions/" + options.subscriptionId() + "/resourceGroups/" + options.resourceGroup()
                + "/providers/Microsoft.Insights/dataCollectionRules/" + NAME);
        rule.put("name", NAME).put("type", "Microsoft.Insights/dataCollectionRules").put("kind", "Direct");
        ObjectNode properties = rule.putObject("properties");
        properties.put("immutableId", logs.dcrImmutableId());
        properties.putObject("endpoints").put("logsIngestion", url);
        ObjectNode declarations = properties.putObject("streamDeclarations");
        ArrayNode flows = properties.putArray("dataFlows");
        for (StreamOptions stream : logs.streams()) {
            ArrayNode columns = declarations.putObject(stream.name()).putArray("columns");
            stream.table().types().forEach((name, type) ->
                    columns.addObject().put("name", name).put("type", type.name().toLowerCase(Locale.ROOT)));
            ObjectNode flow = flows.addObject();
            flow.putArray("streams").add(stream.name());
            flow.put("transformKql", "source").put("outputStream", "Custom-" + stream.table().name());
        }
        return rule;
    }

    @Override
    public Answer refusal(int status) {
        return ArmErrors.ofStatus(status);
    }

    @Override
    public Answer dress(Request request, Answer answer) {
        return answer.withDefaults(Map.of("x-ms-request-id", RequestIds.next()));
    }

    @Override
    public long latencyMillis() {
        return switches.latencyMillis();
    }
}
