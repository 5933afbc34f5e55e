package org.sentinelbridge.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Changes an incident as an analyst in the portal, a playbook or an analytics rule would: past the API and its rules. */
final class PortalEdit {

    private static final Set<String> KNOWN = Set.of("properties", "comments", "alerts", "bookmarks", "entities");
    private static final Set<String> COMMENT = Set.of("message", "author", "name");
    private static final Set<String> PROPERTIES = Set.of(
            "title", "description", "severity", "status", "classification", "classificationReason",
            "classificationComment", "owner", "labels", "firstActivityTimeUtc", "lastActivityTimeUtc",
            "lastModifiedTimeUtc", "createdTimeUtc", "incidentNumber", "additionalData", "relatedAnalyticRuleIds",
            "incidentUrl", "providerName", "providerIncidentId", "teamInformation");

    private final IncidentStore store;
    private final CommentWriter comments;

    PortalEdit(IncidentStore store, CommentWriter comments) {
        this.store = store;
        this.comments = comments;
    }

    /** @param create whether an incident that is not there is made */
    Answer edit(String name, JsonNode given, boolean create) {
        Fields fields = Fields.of(given, "the incident", KNOWN);
        JsonNode properties = normalised(fields.node("properties").orElseGet(Json::object));
        for (JsonNode comment : array(fields, "comments").orElseGet(Json::array)) {
            Fields.of(comment, "a comment", COMMENT)
                    .text("message")
                    .orElseThrow(() -> Fields.refuse("A comment needs a \"message\"."));
        }
        Optional<ArrayNode> alerts = array(fields, "alerts");
        Optional<ArrayNode> bookmarks = array(fields, "bookmarks");
        Optional<ArrayNode> entities = array(fields, "entities");

        Optional<Incident> present = store.find(name);
        if (present.isEmpty() && !create) {
            throw Fields.refuse(404, "There is no incident " + name + "; PUT would create it.");
        }
        Incident incident = present.orElseGet(() -> found(name));
        alerts.ifPresent(incident::alerts);
        bookmarks.ifPresent(incident::bookmarks);
        entities.ifPresent(incident::entities);
        for (JsonNode comment : array(fields, "comments").orElseGet(Json::array)) {
            comments.add(
                    incident,
                    comment.path("name").asText(UUID.randomUUID().toString()),
                    comment.path("message").asText(),
                    comment.has("author") ? comment.get("author") : analyst());
        }
        merge(incident, properties, alerts.isPresent(), bookmarks.isPresent());
        return Answer.json(200, incident.documentWithComments());
    }

    private Incident found(String name) {
        ObjectNode properties = Json.object();
        properties.put("title", "Incident " + name);
        properties.put("severity", "Medium");
        properties.put("status", "New");
        properties.set("owner", IncidentWriter.owner(Json.object()));
        properties.putArray("labels");
        properties.setAll(IncidentWriter.newborn(store, name));
        return store.add(name, properties, store.now());
    }

    private void merge(Incident incident, JsonNode given, boolean alerts, boolean bookmarks) {
        ObjectNode merged = incident.properties().deepCopy();
        ObjectNode additional = merged.withObject("/additionalData");
        if (alerts) {
            additional.put("alertsCount", incident.alerts().size());
        }
        if (bookmarks) {
            additional.put("bookmarksCount", incident.bookmarks().size());
        }
        store.touch(incident, merged);
        given.properties().forEach(field -> {
            if (field.getValue().isNull()) {
                merged.remove(field.getKey());
            } else if (field.getKey().equals("additionalData")) {
                additional.setAll((ObjectNode) field.getValue());
            } else {
                merged.set(field.getKey(), field.getValue());
            }
        });
    }

    private static JsonNode normalised(JsonNode given) {
        Fields fields = Fields.of(given, "\"properties\"", PROPERTIES);
        ObjectNode properties = ((ObjectNode) given).deepCopy();
        for (String name : PROPERTIES) {
            if (name.endsWith("TimeUtc") && given.hasNonNull(name)) {
                try {
                    properties.put(name, Times.normalised(fields.text(name).orElse("")));
                } catch (DateTimeException e) {
                    throw Fields.refuse("\"" + name + "\" is not a point in time such as 2024-06-21T01:06:41Z.");
                }
            }
        }
        if (given.hasNonNull("owner")) {
            properties.set("owner", IncidentWriter.owner(given.get("owner")));
        }
        if (given.has("additionalData") && !given.get("additionalData").isObject()) {
            throw Fields.refuse("\"additionalData\" must be a JSON object.");
        }
        return properties;
    }

    private static Optional<ArrayNode> array(Fields fields, String name) {
        return fields.node(name).map(node -> {
            if (!(node instanceof ArrayNode array)) {
                throw Fields.refuse("\"" + name + "\" must be an array.");
            }
            return array;
        });
    }

    private static ObjectNode analyst() {
        ObjectNode author = Json.object();
        author.put("objectId", "5a4db0c5-0000-4000-8000-00000000000a");
        author.put("email", "ana.lyst@contoso.com");
        author.put("name", "Ana Lyst");
        author.put("userPrincipalName", "ana.lyst@contoso.com");
        return author;
    }
}
