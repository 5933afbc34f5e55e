package org.sentinelbridge.sandbox.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;

/** What can be turned while the stand-in runs; the package's description explains the fields. */
final class Knobs {

    private static final Set<String> KNOWN = Set.of(
            "version", "opensearch", "missing_privileges", "key", "max_content_length", "reject_items", "fail_items_with");
    private static final int LIMIT = 100 * 1024 * 1024;

    private String version;
    private boolean opensearch;
    private Set<String> missingPrivileges;
    private boolean keyValid;
    private int mostBytes;
    private int rejectItems;
    private String failItemsWith;

    Knobs() {
        reset();
    }

    void reset() {
        version = "9.4.3";
        opensearch = false;
        missingPrivileges = Set.of();
        keyValid = true;
        mostBytes = LIMIT;
        rejectItems = 0;
        failItemsWith = "";
    }

    /** @throws IllegalArgumentException if it is nothing that can be set; nothing is changed then */
    Runnable set(JsonNode given) {
        if (!(given instanceof ObjectNode object) || object.isEmpty()) {
            throw new IllegalArgumentException("\"elasticsearch\" must be a JSON object with at least one field.");
        }
        for (var field : object.properties()) {
            if (!KNOWN.contains(field.getKey())) {
                throw new IllegalArgumentException("Unknown field \"" + field.getKey() + "\" of \"elasticsearch\".");
            }
        }
        return () -> {
            version = object.path("version").asText(version);
            opensearch = object.path("opensearch").asBoolean(opensearch);
            keyValid = object.has("key") ? !object.path("key").asText().equals("invalid") : keyValid;
            mostBytes = object.path("max_content_length").asInt(mostBytes);
            rejectItems = object.path("reject_items").asInt(rejectItems);
            failItemsWith = object.path("fail_items_with").asText(failItemsWith);
            if (object.has("missing_privileges")) {
                var names = new HashSet<String>();
                object.path("missing_privileges").forEach(name -> names.add(name.asText()));
                missingPrivileges = Set.copyOf(names);
            }
        };
    }

    ObjectNode describe() {
        var description = Tree.object();
        description.put("version", version).put("opensearch", opensearch).put("key", keyValid ? "valid" : "invalid");
        missingPrivileges.forEach(description.putArray("missing_privileges")::add);
        description.put("max_content_length", mostBytes).put("reject_items", rejectItems);
        return description.put("fail_items_with", failItemsWith);
    }

    String version() {
        return version;
    }

    int majorVersion() {
        return Integer.parseInt(version.substring(0, version.indexOf('.')));
    }

    boolean opensearch() {
        return opensearch;
    }

    boolean lacks(String privilege) {
        return missingPrivileges.contains(privilege);
    }

    boolean keyValid() {
        return keyValid;
    }

    int mostBytes() {
        return mostBytes;
    }

    /** Whether the next item is to be answered 429. */
    boolean rejectsItem() {
        if (rejectItems > 0) {
            rejectItems--;
            return true;
        }
        return false;
    }

    String failItemsWith() {
        return failItemsWith;
    }
}
