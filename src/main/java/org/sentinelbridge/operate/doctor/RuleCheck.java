package org.sentinelbridge.operate.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sentinelbridge.azure.AzureFailure;
import org.sentinelbridge.base.settings.Settings;

/**
 * Whether the data collection rule is there and its stream declares the columns that the bridge sends. Azure drops the value of a
 * column that it does not declare without a word. The rule is looked for by its immutable id, in the resource group of the workspace
 * and then in the subscription. Source: azure-rest-api-specs dataCollectionRules_API.json 2023-03-11.
 */
final class RuleCheck implements Check {

    private static final String RULES = "/providers/Microsoft.Insights/dataCollectionRules?api-version=2023-03-11";
    private static final int MOST_PAGES = 10;
    private static final int MOST_NAMED = 8;
    private final String name;
    private final Azure azure;
    private final Target target;
    private final TableFile table;
    private final Map<String, String> wanted;
    private final String byHand;

    /**
     * Where the rule is, and what it must be.
     *
     * @param endpoint where rows are sent to
     * @param id immutable id of the rule
     */
    record Target(String subscription, String group, String endpoint, String id, String stream) {

        static Target of(Settings settings, TableFile table) {
            return new Target(
                    settings.find("sentinel.subscription-id").orElse(""),
                    settings.find("sentinel.resource-group").orElse(""),
                    settings.safeUrl("log-analytics.endpoint").orElseThrow(),
                    settings.text("log-analytics.dcr-immutable-id"),
                    settings.text(table.setting()));
        }
    }

    RuleCheck(String name, Azure azure, Target target, TableFile table) {
        this.name = name;
        this.azure = azure;
        this.target = target;
        this.table = table;
        this.wanted = Map.copyOf(table.columns());
        this.byHand = "Compare it by hand with " + table.file() + ", or give the bridge's identity the role Monitoring Reader on the"
                + " rule's resource group";
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Finding look() throws Exception {
        if (target.subscription().isEmpty()) {
            return Finding.warn(name(), "Where the data collection rule is, is not known", "Set sentinel.subscription-id and"
                    + " sentinel.resource-group to have it checked");
        }
        var subscription = "/subscriptions/" + target.subscription();
        try {
            var rule = find(subscription + "/resourceGroups/" + target.group() + RULES).or(() -> findOrNone(subscription + RULES));
            return rule.map(this::compare).orElseGet(() -> Finding.warn(name(),
                    "No data collection rule that can be read has the immutable id " + target.id(),
                    "Check log-analytics.dcr-immutable-id. " + byHand));
        } catch (Tokens.NoToken e) {
            return Finding.warn(name(), "Not tried, because there is no token", "");
        } catch (AzureFailure.RoleMissing e) {
            return Finding.warn(name(), "The bridge's identity may not read data collection rules, so the columns were not compared", byHand);
        } catch (AzureFailure.NotNow e) {
            return Finding.warn(name(), e.getMessage(), "Run bridge doctor again in some minutes");
        } catch (AzureFailure e) {
            return Finding.warn(name(), "The rule cannot be looked for: " + e.getMessage(), byHand);
        }
    }

    /** That of the resource group was readable; the rest of the subscription need not be. */
    private Optional<JsonNode> findOrNone(String path) {
        try {
            return find(path);
        } catch (AzureFailure | IOException | Tokens.NoToken e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private Optional<JsonNode> find(String path) throws IOException, InterruptedException, Tokens.NoToken {
        var next = path;
        for (var page = 0; page < MOST_PAGES && !next.isEmpty(); page++) {
            var list = azure.call("GET", next, "").body();
            for (var rule : list.path("value")) {
                if (rule.at("/properties/immutableId").asText().equalsIgnoreCase(target.id())) {
                    return Optional.of(rule.path("properties"));
                }
            }
            // of another page only the query is taken, so that the token goes nowhere else
            var link = list.path("nextLink").asText("");
            next = link.contains("?") ? path.replaceFirst("\\?.*", "") + link.substring(link.indexOf('?')).replace(" ", "%20") : "";
        }
        return Optional.empty();
    }

    private Finding compare(JsonNode rule) {
        var told = rule.at("/endpoints/logsIngestion").asText("");
        if (rule.path("streamDeclarations").path(target.stream()) instanceof MissingNode) {
            var names = new ArrayList<String>();
            rule.path("streamDeclarations").fieldNames().forEachRemaining(names::add);
            return Finding.fail(name(), "The rule has no stream " + target.stream() + ", only " + shortened(names),
                    "Set " + table.setting() + " to a stream of the rule; bridge provision azure makes those that are missing");
        }
        var columns = new HashMap<String, String>();
        rule.path("streamDeclarations").path(target.stream()).path("columns")
                .forEach(column -> columns.put(column.path("name").asText(), column.path("type").asText()));
        var missing = wanted.keySet().stream().filter(column -> !columns.containsKey(column)).sorted().toList();
        if (!missing.isEmpty()) {
            return Finding.fail(name(), "Stream " + target.stream() + " does not declare " + shortened(missing)
                    + "; Azure drops these values without a word", "Add the columns to the rule and the table, as in "
                    + table.file());
        }
        var others = wanted.entrySet().stream()
                .filter(column -> !same(column.getValue(), columns.get(column.getKey())))
                .map(column -> column.getKey() + " (" + columns.get(column.getKey()) + ", not " + column.getValue() + ")")
                .sorted()
                .toList();
        if (!others.isEmpty()) {
            return Finding.fail(name(), "Stream " + target.stream() + " declares other types: " + shortened(others)
                    + "; values that do not fit become null", "Change the types in the rule, as in " + table.file());
        }
        if (!flows(rule)) {
            return Finding.fail(name(), "No data flow of the rule leads stream " + target.stream() + " to a table", "Add a data flow to the rule");
        }
        return told.isEmpty() || told.replaceAll("/+$", "").equalsIgnoreCase(target.endpoint())
                ? Finding.ok(name(), "The rule is there, and declares all " + wanted.size() + " columns that are sent")
                : Finding.warn(name(), "The rule's own endpoint is " + told + ", not log-analytics.endpoint",
                        "Right if the endpoint belongs to a data collection endpoint that the rule names; otherwise correct the setting");
    }

    private boolean flows(JsonNode rule) {
        for (var flow : rule.path("dataFlows")) {
            for (var stream : flow.path("streams")) {
                if (stream.asText().equals(target.stream())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** A stream knows fewer types than a table. */
    private static boolean same(String wanted, String declared) {
        return wanted.equalsIgnoreCase(declared) || wanted.equals("guid") && declared.equalsIgnoreCase("string");
    }

    private static String shortened(List<String> names) {
        return names.size() <= MOST_NAMED
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, MOST_NAMED)) + " and " + (names.size() - MOST_NAMED) + " more";
    }
}
