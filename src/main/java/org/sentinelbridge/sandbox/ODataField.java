package org.sentinelbridge.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.DateTimeException;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/** A property that can be filtered and ordered by. */
record ODataField(String name, Type type) {

    enum Type {
        TIME(Comparator.comparing(node -> Times.sortable(node.asText()))),
        TEXT(Comparator.comparing(JsonNode::asText)),
        NUMBER(Comparator.comparingInt(JsonNode::asInt));

        private final Comparator<JsonNode> order;

        Type(Comparator<JsonNode> order) {
            this.order = order;
        }
    }

    private static final Map<String, Type> KNOWN = Map.of(
            "lastModifiedTimeUtc", Type.TIME,
            "createdTimeUtc", Type.TIME,
            "firstActivityTimeUtc", Type.TIME,
            "lastActivityTimeUtc", Type.TIME,
            "status", Type.TEXT,
            "severity", Type.TEXT,
            "title", Type.TEXT,
            "classification", Type.TEXT,
            "incidentNumber", Type.NUMBER);

    /** @throws Rejected with 400 if there is no such property */
    static ODataField of(String path) {
        String name = path.startsWith("properties/") ? path.substring("properties/".length()) : "";
        return Optional.ofNullable(KNOWN.get(name))
                .map(type -> new ODataField(name, type))
                .orElseThrow(() -> ArmErrors.badRequest("Could not find a property named '" + path + "'."));
    }

    JsonNode value(JsonNode document) {
        return document.path("properties").path(name);
    }

    /** A property that a document does not have counts as the least value. */
    int compare(JsonNode one, JsonNode other) {
        return type.order.compare(one, other);
    }

    /**
     * What stands for a value in a filter: a quoted text, a bare point in time or a number.
     *
     * @throws Rejected with 400 if it does not suit the property
     */
    JsonNode literal(String given) {
        boolean quoted = given.startsWith("'");
        String bare = quoted ? given.substring(1, given.length() - 1).replace("''", "'") : given;
        try {
            return switch (type) {
                case TIME -> TextNode.valueOf(Times.normalised(bare));
                case NUMBER -> IntNode.valueOf(Integer.parseInt(bare));
                case TEXT -> {
                    if (!quoted) {
                        throw mismatch(given);
                    }
                    yield TextNode.valueOf(bare);
                }
            };
        } catch (DateTimeException | NumberFormatException e) {
            throw mismatch(given);
        }
    }

    private Rejected mismatch(String given) {
        return ArmErrors.badRequest("Invalid filter: " + given + " is no value for properties/" + name + ".");
    }
}
