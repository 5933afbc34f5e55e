package org.sentinelbridge.component.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/**
 * How Elasticsearch maps a field.
 *
 * @param kind what it takes
 * @param members of an object, by name
 */
record FieldType(Kind kind, Map<String, FieldType> members) {

    /** What a field takes. */
    enum Kind {
        OBJECT,
        /** Whatever values an object has. */
        FLATTENED,
        TEXT,
        WHOLE,
        DECIMAL,
        FLAG,
        DATE,
        ADDRESS,
        POINT,
        /** Nobody has said; Elasticsearch decides when it sees a value. */
        UNKNOWN
    }

    static final FieldType UNKNOWN = new FieldType(Kind.UNKNOWN, Map.of());

    FieldType member(String name) {
        var member = members.get(name);
        return member == null ? UNKNOWN : member;
    }

    /** @param mapping a field of an Elasticsearch mapping */
    static FieldType of(JsonNode mapping) {
        var members = new HashMap<String, FieldType>();
        mapping.path("properties").properties().forEach(member -> members.put(member.getKey(), of(member.getValue())));
        return new FieldType(
                members.isEmpty() ? kind(mapping.path("type").asText()) : Kind.OBJECT, Map.copyOf(members));
    }

    private static Kind kind(String type) {
        return switch (type) {
            case "keyword", "constant_keyword", "wildcard", "text", "match_only_text" -> Kind.TEXT;
            case "long" -> Kind.WHOLE;
            case "double" -> Kind.DECIMAL;
            case "boolean" -> Kind.FLAG;
            case "date" -> Kind.DATE;
            case "ip" -> Kind.ADDRESS;
            case "geo_point" -> Kind.POINT;
            case "flattened" -> Kind.FLATTENED;
            default -> throw new IllegalArgumentException("The templates use the type '" + type + "', of which nothing is known here");
        };
    }
}
