package org.sentinelbridge.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/**
 * Stores what a PUT brings. It replaces all writable properties, so that an omitted owner, label or description is gone
 * afterwards; read-only properties in the body are ignored. Source: azure-rest-api-specs Incidents.json 2024-03-01.
 */
final class IncidentWriter {

    private static final List<String> PLAIN = List.of(
            "title", "description", "severity", "status", "classification", "classificationReason",
            "classificationComment");
    private static final List<String> MAY_BE_EMPTY = List.of("description", "classificationComment");
    private static final List<String> TIMES = List.of("firstActivityTimeUtc", "lastActivityTimeUtc");
    private static final List<String> READ_ONLY = List.of(
            "createdTimeUtc", "incidentNumber", "additionalData", "relatedAnalyticRuleIds", "incidentUrl",
            "providerName", "providerIncidentId");

    private final IncidentStore store;

    IncidentWriter(IncidentStore store) {
        this.store = store;
    }

    Incident create(String name, JsonNode given, Instant readableFrom) {
        ObjectNode properties = writable(given, Json.array());
        ObjectNode born = newborn(store, name);
        properties.setAll(born);
        return store.add(name, properties, readableFrom);
    }

    void replace(Incident incident, JsonNode given) {
        ObjectNode before = incident.properties();
        ObjectNode properties = writable(given, before.withArray("labels"));
        for (String name : READ_ONLY) {
            if (before.has(name)) {
                properties.set(name, before.get(name));
            }
        }
        store.touch(incident, properties);
    }

    /** The properties that the service gives to a new incident. */
    static ObjectNode newborn(IncidentStore store, String name) {
        int number = store.nextNumber();
        String now = Times.text(store.now());
        ObjectNode born = Json.object();
        born.put("lastModifiedTimeUtc", now);
        born.put("createdTimeUtc", now);
        born.put("incidentNumber", number);
        ObjectNode additional = born.putObject("additionalData");
        additional.put("alertsCount", 0);
        additional.put("bookmarksCount", 0);
        additional.put("commentsCount", 0);
        additional.putArray("alertProductNames");
        additional.putArray("tactics");
        born.putArray("relatedAnalyticRuleIds");
        born.put(
                "incidentUrl",
                "https://portal.azure.com/#asset/Microsoft_Azure_Security_Insights/Incident" + store.idOf(name));
        born.put("providerName", "Azure Sentinel");
        born.put("providerIncidentId", Integer.toString(number));
        return born;
    }

    private static ObjectNode writable(JsonNode given, ArrayNode labelsBefore) {
        ObjectNode properties = Json.object();
        for (String name : PLAIN) {
            if (isGiven(given.path(name)) || given.path(name).isTextual() && MAY_BE_EMPTY.contains(name)) {
                properties.set(name, given.get(name));
            }
        }
        for (String name : TIMES) {
            if (isGiven(given.path(name))) {
                properties.put(name, Times.normalised(given.get(name).textValue()));
            }
        }
        properties.set("owner", owner(given.path("owner")));
        properties.set("labels", labels(given.path("labels"), labelsBefore));
        return properties;
    }

    private static boolean isGiven(JsonNode value) {
        return value.isTextual() && !value.textValue().isEmpty();
    }

    /** An incident without an owner has one whose members are null. */
    static ObjectNode owner(JsonNode given) {
        ObjectNode owner = Json.object();
        for (String name : List.of("objectId", "email", "assignedTo", "userPrincipalName")) {
            owner.set(name, given.hasNonNull(name) ? given.get(name) : owner.nullNode());
        }
        if (given.hasNonNull("ownerType")) {
            owner.set("ownerType", given.get("ownerType"));
        }
        return owner;
    }

    /** The type of a label is read-only: those that the system has assigned stay so, all others are the user's. */
    private static ArrayNode labels(JsonNode given, ArrayNode before) {
        ArrayNode labels = Json.array();
        for (JsonNode label : given) {
            String type = "User";
            for (JsonNode old : before) {
                if (old.path("labelName").equals(label.get("labelName"))) {
                    type = old.path("labelType").asText(type);
                }
            }
            labels.addObject().put("labelName", label.get("labelName").textValue()).put("labelType", type);
        }
        return labels;
    }
}
