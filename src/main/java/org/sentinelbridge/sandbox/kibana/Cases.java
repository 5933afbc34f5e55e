package org.sentinelbridge.sandbox.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The cases of all spaces, and what people do with them but for pushing. */
final class Cases {

    private static final String PRIVILEGE = "cases";
    private static final int MOST = 1_000;
    private static final Set<String> OWNERS = Set.of("securitySolution", "observability", "cases");
    private static final Map<String, Set<String>> WORDS = Map.of(
            "status", Set.of("open", "in-progress", "closed"), "severity", Set.of("low", "medium", "high", "critical"));
    private static final Set<String> CHANGEABLE = Set.of(
            "status", "severity", "title", "description", "tags", "connector", "settings", "assignees", "category", "customFields", "closeReason");

    private final Gate gate;
    private final Clock clock;
    private final Map<String, SecurityCase> byId = new LinkedHashMap<>();

    Cases(Gate gate, Clock clock) {
        this.gate = gate;
        this.clock = clock;
    }

    void clear() {
        byId.clear();
    }

    String now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /** @param finer privileges that a role may lack although it has that for cases */
    void may(String what, String... finer) {
        var refusal = "Unauthorized to " + what + " with owners: \"securitySolution\"";
        gate.require(PRIVILEGE, refusal);
        List.of(finer).forEach(privilege -> gate.require(privilege, refusal));
    }

    Reply create(String space, ObjectNode given) {
        may("create case");
        for (var field : List.of("title", "description", "tags", "connector", "settings", "owner")) {
            if (!given.hasNonNull(field)) {
                throw Refused.of(400, "Invalid value \"undefined\" supplied to \"" + field + "\"");
            }
        }
        check(given);
        if (byId.size() >= MOST) {
            byId.remove(byId.keySet().iterator().next());
        }
        var fields = Json.object().put("id", UUID.randomUUID().toString()).put("status", "open").put("severity", "low");
        fields.putNull("external_service").putNull("closed_at").putNull("updated_at").putNull("updated_by");
        fields.setAll(given);
        fields.put("created_at", now()).set("created_by", SecurityCase.user(Gate.USER));
        var made = new SecurityCase(space, fields);
        byId.put(made.id(), made);
        return Reply.of(made.describe(false));
    }

    Reply read(String space, String id, boolean withComments) {
        may("get case");
        return Reply.of(require(space, id).describe(withComments));
    }

    Reply find(String space, Map<String, String> query) {
        may("find case");
        var found = byId.values().stream()
                .filter(one -> one.space().equals(space))
                .filter(one -> query.get("status") == null || one.fields().path("status").asText().equals(query.get("status")))
                .filter(one -> query.get("owner") == null || one.fields().path("owner").asText().equals(query.get("owner")))
                .map(one -> one.describe(false))
                .toList();
        var answer = Json.object().put("page", 1).put("per_page", found.size()).put("total", found.size());
        answer.set("cases", Json.array(found));
        return Reply.of(answer);
    }

    Reply patch(String space, ObjectNode given) {
        may("update case");
        var changes = new ArrayList<JsonNode>();
        given.path("cases").forEach(changes::add);
        for (var change : changes) {
            check(change);
            var one = require(space, change.path("id").asText());
            if (!one.version().equals(change.path("version").asText())) {
                throw Refused.of(409, "These cases " + one.id() + " have been updated. Please refresh before saving additional updates.");
            }
        }
        changes.removeIf(change -> differing(require(space, change.path("id").asText()), change) == 0);
        if (changes.isEmpty()) {
            throw Refused.of(406, "All update fields are identical to current version.");
        }
        var answer = Json.array();
        for (var change : changes) {
            var one = require(space, change.path("id").asText());
            Limits.userActions(one, differing(one, change));
        }
        for (var change : changes) {
            var one = require(space, change.path("id").asText());
            one.acted(differing(one, change));
            change.properties().stream().filter(member -> CHANGEABLE.contains(member.getKey()))
                    .forEach(member -> one.fields().set(member.getKey(), member.getValue()));
            one.touch(now(), Gate.USER);
            one.fields().put("closed_at", one.fields().path("status").asText().equals("closed") ? now() : null);
            answer.add(one.describe(false));
        }
        return Reply.of(answer);
    }

    /** Adds a comment, or changes the one that is named. */
    Reply comment(String space, String id, ObjectNode given, boolean isNew) {
        may(isNew ? "create comment" : "update comments", "comments");
        var one = require(space, id);
        Attachments.check(given, one, isNew);
        var there = one.comment(given.path("id").asText());
        if (!isNew) {
            var version = there.orElseThrow(() ->
                    Refused.of(404, "This comment " + given.path("id").asText() + " does not exist anymore.")).path("version");
            if (!version.equals(given.path("version"))) {
                throw Refused.of(409, "This case has been updated. Please refresh before saving additional updates.");
            }
        }
        Limits.userActions(one, 1);
        one.acted(1);
        one.touch(now(), Gate.USER);
        var comment = there.map(ObjectNode::deepCopy).orElseGet(() ->
                Json.object().put("id", UUID.randomUUID().toString()).put("created_at", now()).putNull("updated_by"));
        var change = given.deepCopy();
        change.remove(List.of("id", "version"));
        comment.setAll(change);
        comment.set(isNew ? "created_by" : "updated_by", SecurityCase.user(Gate.USER));
        comment.put("version", one.version());
        one.comment(comment);
        return Reply.of(one.describe(true));
    }

    /** @throws Refused with 404 if it is not in the space */
    SecurityCase require(String space, String id) {
        var one = byId.get(id);
        if (one == null || !one.space().equals(space)) {
            throw Refused.of(404, "Saved object [cases/" + id + "] not found");
        }
        return one;
    }

    JsonNode describe() {
        return Json.array(byId.values().stream().map(one -> one.describe(true).put("space", one.space())).toList());
    }

    /** How many fields would be others. */
    private static int differing(SecurityCase one, JsonNode change) {
        return (int) change.properties().stream()
                .filter(member -> CHANGEABLE.contains(member.getKey()) && !one.fields().path(member.getKey()).equals(member.getValue()))
                .count();
    }

    private static void check(JsonNode given) {
        WORDS.forEach((field, words) -> {
            if (given.has(field) && !words.contains(given.path(field).asText())) {
                throw Refused.of(400, "Invalid value \"" + given.path(field).asText() + "\" supplied to \"" + field + "\"");
            }
        });
        Limits.check(given);
        if (given.has("owner") && !OWNERS.contains(given.path("owner").asText())) {
            throw Refused.of(400, "Invalid value \"" + given.path("owner").asText() + "\" supplied to \"owner\"");
        }
    }
}
