package org.sentinelbridge.sandbox.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a rule makes of a row: an alert with its entities, custom details and overridden texts. Sources of the behaviour: Microsoft's
 * pages "Map data fields to entities", "Customize alert details" and "Surface custom details in alerts".
 */
public final class AnalyticsRule {

    /** An alert, and what is compared to find the incident that it goes to. */
    public record Alert(String key, ObjectNode properties, ArrayNode entities, List<String> group) {}

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern COLUMN = Pattern.compile("\\{\\{(\\w+)}}");
    private static final List<String> SEVERITIES = List.of("Informational", "Low", "Medium", "High");
    private static final int LONGEST_NAME = 256;
    private static final int LONGEST_DESCRIPTION = 5000;
    /** Entity types of rules are called otherwise in the answers of the incidents API, and so are some of their properties. */
    private static final Map<String, String> KINDS = Map.of("IP", "Ip", "URL", "Url", "DNS", "DnsResolution");
    private static final Map<String, String> PROPERTIES = Map.of(
            "Account.Name", "accountName", "Account.NTDomain", "ntDomain", "File.Name", "fileName", "FileHash.Value", "hashValue");

    private final JsonNode rule;
    private final Query query;

    private AnalyticsRule(JsonNode rule, Query query) {
        this.rule = rule;
        this.query = query;
    }

    /** The rule of the template for Azure that looks at alerts. */
    public static AnalyticsRule ofAlerts() {
        return ofTemplate("analytics-rule");
    }

    /** The rule of the template for Azure that looks at cases. */
    public static AnalyticsRule ofCases() {
        return ofTemplate("case-rule");
    }

    private static AnalyticsRule ofTemplate(String name) {
        try (var json = AnalyticsRule.class.getResourceAsStream(name + ".json");
                var kql = AnalyticsRule.class.getResourceAsStream(name + ".kql")) {
            return of(json.readAllBytes(), new String(kql.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param json the rule's properties, as Microsoft.SecurityInsights/alertRules has them
     * @param kql what its query does after the name of the table
     * @throws IllegalArgumentException if something in them is not understood
     */
    public static AnalyticsRule of(byte[] json, String kql) {
        try {
            var rule = new JsonMapper().readTree(new String(json, StandardCharsets.UTF_8));
            if (!rule.at("/incidentConfiguration/groupingConfiguration/matchingMethod").asText().equals("Selected")) {
                throw new IllegalArgumentException("The stand-in groups by selected entities and custom details only");
            }
            return new AnalyticsRule(rule, Query.parse(kql));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The rule is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** How long alerts go to the same incident. */
    public Duration lookback() {
        return Duration.parse(rule.at("/incidentConfiguration/groupingConfiguration/lookbackDuration").asText());
    }

    /** @return the alert; nothing if the query passes the row over */
    public Optional<Alert> alert(ObjectNode given) {
        if (!query.takes(given)) {
            return Optional.empty();
        }
        var row = query.apply(given);
        return query.key(row).map(key -> {
            var entities = entities(row);
            var details = details(row);
            return new Alert(key, properties(row, details), entities, group(entities, details));
        });
    }

    private ObjectNode properties(JsonNode row, ObjectNode details) {
        var override = rule.path("alertDetailsOverride");
        var severity = row.path(override.path("alertSeverityColumnName").asText()).asText();
        var properties = NODES.objectNode();
        properties.put("alertDisplayName", filled(override, "alertDisplayNameFormat", "displayName", row, LONGEST_NAME));
        properties.put("description", filled(override, "alertDescriptionFormat", "description", row, LONGEST_DESCRIPTION));
        properties.put("severity", SEVERITIES.contains(severity) ? severity : rule.path("severity").asText());
        var tactics = properties.putArray("tactics");
        for (var tactic : row.path(override.path("alertTacticsColumnName").asText()).asText().split(", ")) {
            if (!tactic.isEmpty()) {
                tactics.add(tactic);
            }
        }
        for (var property : override.path("alertDynamicProperties")) {
            var value = row.path(property.path("value").asText()).asText();
            if (!value.isEmpty()) {
                var name = property.path("alertProperty").asText();
                properties.put(name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1), value);
            }
        }
        properties.putObject("additionalData").put("Custom Details", details.toString());
        return properties;
    }

    /** The text with the columns it names; the rule's own where none of them has a value. */
    private String filled(JsonNode override, String format, String fallback, JsonNode row, int longest) {
        var text = override.path(format).asText();
        var named = COLUMN.matcher(text).results().map(column -> row.path(column.group(1)).asText()).toList();
        if (named.stream().allMatch(String::isEmpty)) {
            return rule.path(fallback).asText();
        }
        var whole = COLUMN.matcher(text).replaceAll(column -> Matcher.quoteReplacement(row.path(column.group(1)).asText()));
        return whole.length() > longest ? whole.substring(0, longest) : whole;
    }

    /** Each a list, because one alert may be made of several rows. */
    private ObjectNode details(JsonNode row) {
        var details = NODES.objectNode();
        rule.path("customDetails").properties().forEach(detail -> {
            var value = row.path(detail.getValue().asText());
            if (!value.isMissingNode() && !value.isNull()) {
                details.putArray(detail.getKey()).add(value.isContainerNode() ? value.toString() : value.asText());
            }
        });
        return details;
    }

    /** An entity without a value for any of its identifiers is left out. */
    private ArrayNode entities(JsonNode row) {
        var entities = NODES.arrayNode();
        for (var mapping : rule.path("entityMappings")) {
            var type = mapping.path("entityType").asText();
            var properties = NODES.objectNode();
            for (var field : mapping.path("fieldMappings")) {
                var value = row.path(field.path("columnName").asText());
                var name = field.path("identifier").asText();
                if (!value.isMissingNode() && !value.isNull() && !value.asText().isEmpty()) {
                    properties.put(
                            PROPERTIES.getOrDefault(type + "." + name, name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1)),
                            value.asText());
                }
            }
            if (!properties.isEmpty()) {
                properties.put("friendlyName", properties.elements().next().asText());
                entities.addObject().put("kind", KINDS.getOrDefault(type, type)).set("properties", properties);
            }
        }
        return entities;
    }

    private List<String> group(ArrayNode entities, ObjectNode details) {
        var grouping = rule.at("/incidentConfiguration/groupingConfiguration");
        var group = new ArrayList<String>();
        for (var type : Query.words(grouping.path("groupByEntities"))) {
            entities.forEach(entity -> {
                if (entity.path("kind").asText().equals(KINDS.getOrDefault(type, type))) {
                    group.add(entity.toString());
                }
            });
        }
        Query.words(grouping.path("groupByCustomDetails")).forEach(name -> group.add(name + "=" + details.path(name)));
        return group;
    }
}
