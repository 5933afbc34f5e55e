package org.sentinelbridge.sandbox.kibana;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** The settings of cases, one document for each space and owner: which connector new cases are pushed through. */
final class CaseSettings {

    private static final String OWNER = "owner";
    private static final String VERSION = "version";

    private final Gate gate;
    private final Map<String, ObjectNode> bySpaceAndOwner = new TreeMap<>();

    CaseSettings(Gate gate) {
        this.gate = gate;
    }

    void clear() {
        bySpaceAndOwner.clear();
    }

    Reply read(String space, Map<String, String> query) {
        may("find case configuration");
        return Reply.of(Json.array(bySpaceAndOwner.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(space + "/"))
                .map(Map.Entry::getValue)
                .filter(settings -> query.get(OWNER) == null || settings.path(OWNER).asText().equals(query.get(OWNER)))
                .toList()));
    }

    /** Replaces what is there, its custom fields too. */
    Reply create(String space, ObjectNode given) {
        may("create case configuration");
        for (var field : List.of(OWNER, "connector", "closure_type")) {
            if (!given.hasNonNull(field)) {
                throw Refused.of(400, "Invalid value \"undefined\" supplied to \"" + field + "\"");
            }
        }
        var made = given.deepCopy().put("id", UUID.randomUUID().toString()).put(VERSION, "WzEsMV0=");
        bySpaceAndOwner.put(space + "/" + given.path(OWNER).asText(), made);
        return Reply.of(made);
    }

    Reply update(String space, String id, ObjectNode given) {
        may("update case configuration");
        var there = bySpaceAndOwner.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(space + "/"))
                .map(Map.Entry::getValue)
                .filter(settings -> settings.path("id").asText().equals(id))
                .findFirst()
                .orElseThrow(() -> Refused.of(404, "Saved object [cases-configure/" + id + "] not found"));
        if (!there.path(VERSION).equals(given.path(VERSION))) {
            throw Refused.of(409, "This configuration has been updated. Please refresh before saving additional updates.");
        }
        var change = given.deepCopy();
        change.remove(VERSION);
        there.setAll(change);
        return Reply.of(there.put(VERSION, there.path(VERSION).asText() + "A"));
    }

    private void may(String what) {
        gate.require("cases", "Unauthorized to " + what + " with owners: \"securitySolution\"");
    }
}
