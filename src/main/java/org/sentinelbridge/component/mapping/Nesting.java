package org.sentinelbridge.component.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Makes {@code {"a": {"b": 1}}} of {@code {"a.b": 1}}, at any depth, so that a mapping finds a field wherever Elasticsearch would.
 * Where both forms of a field are there, objects are merged; of a value and an object of the same name the object stays, and of
 * null and anything else that.
 */
final class Nesting {

    /** As deep as Elasticsearch lets fields be; what a name holds beyond that stays one name. Deeper trees exhaust the stack. */
    private static final int MOST_PARTS = 20;

    private Nesting() {}

    /** The document with nested objects only: itself, if that is what it is already. */
    static JsonNode nested(JsonNode node) {
        if (node instanceof ObjectNode object && hasDots(object)) {
            var result = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(member -> put(result, member.getKey(), nested(member.getValue())));
            return result;
        }
        if (node instanceof ArrayNode array && hasDots(array)) {
            var result = JsonNodeFactory.instance.arrayNode(array.size());
            array.forEach(element -> result.add(nested(element)));
            return result;
        }
        return node;
    }

    private static boolean hasDots(JsonNode node) {
        if (node instanceof ObjectNode object) {
            for (var member : object.properties()) {
                if (member.getKey().indexOf('.') >= 0 || hasDots(member.getValue())) {
                    return true;
                }
            }
        } else if (node instanceof ArrayNode array) {
            for (var element : array) {
                if (hasDots(element)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static void put(ObjectNode into, String path, JsonNode value) {
        var at = into;
        var from = 0;
        var parts = 1;
        for (var dot = path.indexOf('.'); dot > from && dot < path.length() - 1 && parts < MOST_PARTS; dot = path.indexOf('.', from)) {
            parts++;
            var name = path.substring(from, dot);
            at = at.get(name) instanceof ObjectNode there ? there : at.putObject(name);
            from = dot + 1;
        }
        merge(at, path.substring(from), value);
    }

    private static void merge(ObjectNode into, String name, JsonNode value) {
        var there = into.get(name);
        if (there instanceof ObjectNode object && value instanceof ObjectNode more) {
            more.properties().forEach(member -> merge(object, member.getKey(), member.getValue()));
        } else if (there == null || there.isNull() || !(there instanceof ObjectNode) && !value.isNull()) {
            into.set(name, value instanceof ObjectNode object ? object.deepCopy() : value);
        }
    }
}
