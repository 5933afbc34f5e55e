package org.sentinelbridge.sandbox.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What may be attached to a case: comments of people and alerts, each with its own fields and limits. */
final class Attachments {

    private static final String USER = "user";
    private static final String ALERT = "alert";
    private static final String OWNER = "owner";
    private static final int MOST_ALERTS = 1_000;
    private static final Map<String, List<String>> FIELDS =
            Map.of(USER, List.of("type", OWNER, "comment"), ALERT, List.of("type", OWNER, "alertId", "index", "rule"));
    private static final Set<String> OF_CHANGE = Set.of("id", "version");

    private Attachments() {}

    static boolean isAlert(JsonNode attachment) {
        return attachment.path("type").asText().equals(ALERT);
    }

    /** How many alerts an attachment is; ids come as a list or as one text. */
    static int alerts(JsonNode attachment) {
        return isAlert(attachment) ? ids(attachment).size() : 0;
    }

    /**
     * @param isNew whether it is added and not changed
     * @throws Refused with 400 if the case does not take it
     */
    static void check(ObjectNode given, SecurityCase one, boolean isNew) {
        var fields = FIELDS.get(given.path("type").asText());
        if (fields == null) {
            throw invalid(given, "type");
        }
        fields.stream().filter(field -> !given.hasNonNull(field)).findFirst().ifPresent(field -> {
            throw invalid(given, field);
        });
        var unknown = new TreeSet<String>();
        given.fieldNames().forEachRemaining(unknown::add);
        fields.forEach(unknown::remove);
        if (!isNew) {
            unknown.removeAll(OF_CHANGE);
        }
        if (!unknown.isEmpty()) {
            throw Refused.of(400, "invalid keys \"" + String.join(",", unknown) + "\"");
        }
        if (isAlert(given)) {
            alerts(given, one);
        } else {
            Limits.text("comment", given.path("comment").asText(), Limits.LONGEST_TEXT);
        }
        if (!given.path(OWNER).equals(one.fields().path(OWNER))) {
            throw Refused.of(400, "The owner field of the comment must match the case");
        }
    }

    private static void alerts(ObjectNode given, SecurityCase one) {
        if (one.fields().path("status").asText().equals("closed")) {
            throw Refused.of(400, "Alert cannot be attached to a closed case");
        }
        var indices = given.path("index") instanceof ArrayNode several ? several.size() : 1;
        if (indices != alerts(given)) {
            throw Refused.of(400, "Received an alert comment with ids and indices arrays of different lengths ids: "
                    + ids(given) + " indices: " + given.path("index"));
        }
        if (one.alerts() + alerts(given) > MOST_ALERTS) {
            throw Refused.of(400, "Case has reached the maximum allowed number (" + MOST_ALERTS + ") of attached alerts.");
        }
    }

    private static ArrayNode ids(JsonNode attachment) {
        return attachment.path("alertId") instanceof ArrayNode several ? several : Json.array(List.of(attachment.path("alertId")));
    }

    private static Refused invalid(ObjectNode given, String field) {
        var value = given.path(field).isMissingNode() ? "undefined" : given.path(field).asText();
        return Refused.of(400, "Invalid value \"" + value + "\" supplied to \"" + field + "\"");
    }
}
