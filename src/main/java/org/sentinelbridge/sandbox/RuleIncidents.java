package org.sentinelbridge.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.sentinelbridge.sandbox.rules.AnalyticsRule;

/**
 * An analytics rule at work: each row that arrives is looked at once, and what it makes goes to an incident, to one that is there or to
 * a new one. The real rule does so within minutes, this one at once. A run of the real one makes 150 alerts at the most, an
 * incident has as many; here, 150 in five minutes, and the rows beyond are only counted.
 */
final class RuleIncidents {

    private static final Duration RUN = Duration.ofMinutes(5);
    private static final int MOST_ALERTS = 150;
    private static final int MOST_KEYS = 100_000;
    private static final List<String> SEVERITIES = List.of("Informational", "Low", "Medium", "High");

    /** The incident to which alerts of a group go. */
    private record Open(String incident, Instant since) {}

    private final String id;
    private final Optional<AnalyticsRule> rule;
    private final IncidentStore incidents;
    private final Set<String> seen = new LinkedHashSet<>();
    private final Map<List<String>, Open> open = new HashMap<>();
    private Instant runBegan = Instant.EPOCH;
    private int made;
    private long passedOver;

    /** @param id of the rule in Azure */
    RuleIncidents(String id, Optional<AnalyticsRule> rule, IncidentStore incidents) {
        this.id = id;
        this.rule = rule;
        this.incidents = incidents;
    }

    void row(ObjectNode row) {
        rule.ifPresent(analytics -> analytics.alert(row)
                .filter(alert -> isNew(alert.key()))
                .ifPresent(alert -> add(alert, analytics.lookback())));
    }

    void clear() {
        seen.clear();
        open.clear();
        runBegan = Instant.EPOCH;
        made = 0;
        passedOver = 0;
    }

    ObjectNode describe() {
        return Json.object().put("on", rule.isPresent()).put("rows_passed_over", passedOver);
    }

    private boolean isNew(String key) {
        if (seen.size() == MOST_KEYS) {
            seen.remove(seen.iterator().next());
        }
        return seen.add(key);
    }

    private void add(AnalyticsRule.Alert alert, Duration lookback) {
        var now = incidents.now();
        if (now.isAfter(runBegan.plus(RUN))) {
            runBegan = now;
            made = 0;
        }
        if (made++ >= MOST_ALERTS) {
            passedOver++;
            return;
        }
        var known = Optional.ofNullable(open.get(alert.group()))
                .filter(group -> now.isBefore(group.since().plus(lookback)))
                .flatMap(group -> incidents.find(group.incident()))
                .filter(incident -> !incident.properties().path("status").asText().equals("Closed"))
                .filter(incident -> incident.alerts().size() < MOST_ALERTS);
        var incident = known.orElseGet(() -> opened(alert, now));
        join(incident, alert, Times.text(now));
    }

    private Incident opened(AnalyticsRule.Alert alert, Instant now) {
        var name = UUID.randomUUID().toString();
        var properties = Json.object();
        properties.put("title", alert.properties().path("alertDisplayName").asText());
        properties.put("description", alert.properties().path("description").asText());
        properties.put("severity", alert.properties().path("severity").asText());
        properties.put("status", "New");
        properties.set("owner", IncidentWriter.owner(Json.object()));
        properties.putArray("labels");
        properties.setAll(IncidentWriter.newborn(incidents, name));
        properties.putArray("relatedAnalyticRuleIds").add(ruleId(name));
        open.put(alert.group(), new Open(name, now));
        return incidents.add(name, properties, now);
    }

    private void join(Incident incident, AnalyticsRule.Alert alert, String now) {
        var properties = incident.properties().deepCopy();
        var severity = alert.properties().path("severity").asText();
        if (SEVERITIES.indexOf(severity) > SEVERITIES.indexOf(properties.path("severity").asText())) {
            properties.put("severity", severity);
        }
        incident.alerts(Json.array().addAll(incident.alerts()).add(document(alert, incident, now)));
        incident.entities(withNew(incident, alert.entities()));
        var additional = properties.withObject("/additionalData");
        additional.put("alertsCount", incident.alerts().size());
        additional.set("alertProductNames", Json.array().add("Azure Sentinel"));
        additional.set("tactics", union(additional.path("tactics"), alert.properties().path("tactics")));
        incidents.touch(incident, properties);
    }

    private ObjectNode document(AnalyticsRule.Alert alert, Incident incident, String now) {
        var id = UUID.randomUUID().toString();
        var properties = Json.object();
        properties.put("systemAlertId", id).put("vendorName", "Microsoft").put("productName", "Azure Sentinel").put("status", "New");
        properties.put("alertType", ruleId(incident.name()).replaceAll(".*/", ""));
        for (var time : List.of("startTimeUtc", "endTimeUtc", "processingEndTime", "timeGenerated")) {
            properties.put(time, now);
        }
        properties.setAll(alert.properties());
        properties.put("friendlyName", alert.properties().path("alertDisplayName").asText());
        return entity(incident, id, "SecurityAlert", properties);
    }

    private ArrayNode withNew(Incident incident, ArrayNode entities) {
        var all = Json.array().addAll(incident.entities());
        for (var entity : entities) {
            var known = false;
            for (var other : all) {
                known |= other.path("kind").equals(entity.path("kind")) && other.path("properties").equals(entity.path("properties"));
            }
            if (!known) {
                all.add(entity(incident, UUID.randomUUID().toString(), entity.path("kind").asText(), entity.path("properties")));
            }
        }
        return all;
    }

    private ObjectNode entity(Incident incident, String name, String kind, JsonNode properties) {
        var entity = Json.object();
        entity.put("id", incident.id().replaceAll("/Incidents/[^/]*$", "/Entities/" + name));
        entity.put("name", name).put("type", "Microsoft.SecurityInsights/Entities").put("kind", kind);
        entity.set("properties", properties);
        return entity;
    }

    private String ruleId(String incident) {
        return incidents.idOf(incident).replaceAll("/Incidents/[^/]*$", "/alertRules/" + id);
    }

    private static ArrayNode union(JsonNode some, JsonNode others) {
        var all = new LinkedHashSet<JsonNode>();
        some.forEach(all::add);
        others.forEach(all::add);
        return Json.array(all);
    }
}
