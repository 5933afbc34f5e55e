package org.sentinelbridge.component.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Makes a document one that Elasticsearch takes: without nulls, empty texts, empty objects and empty lists, as Elastic's pipelines
 * make it; with a text where a keyword is expected and an object was found; and without values that their field would refuse,
 * which {@code error.message} then tells. Values are never changed in place, they may belong to the mapping.
 */
final class Fitting {

    /** Elasticsearch takes 20 levels, counted from the outermost. */
    private static final int MOST_DEPTH = 14;
    /** A name is part of each term of a flattened field; terms end at 32,766 bytes. */
    private static final int MOST_NAME = 200;
    private static final int MOST_TOLD = 10;

    /** As many as the longest path of a mapped field has; names further inside are made up by others and are not told. */
    static final int MOST_TOLD_NAMES = 6;

    private final List<String> leftOut = new ArrayList<>();
    private final String[] path = new String[MOST_DEPTH];

    /**
     * Used for one document.
     *
     * @param original the text that it was made of, which it keeps if anything has to be left out
     */
    ObjectNode fit(ObjectNode document, FieldType type, String original) {
        var fitting = object(document, type, 0);
        if (leftOut.isEmpty()) {
            return fitting;
        }
        var told = fitting.deepCopy();
        append(told.withObject("/error"), "message", "Left out, because Elasticsearch would refuse the value: " + String.join(", ", leftOut));
        var event = told.withObject("/event");
        event.put("kind", "pipeline_error");
        if (!event.has("original")) {
            event.put("original", original);
            append(told, "tags", "preserve_original_event");
        }
        return told;
    }

    private static void append(ObjectNode object, String member, String text) {
        (object.get(member) instanceof ArrayNode there ? there : object.putArray(member)).add(text);
    }

    /** @return null if nothing is left */
    private JsonNode value(JsonNode value, FieldType type, int depth) {
        if (value.isNull() || value.isTextual() && value.textValue().isEmpty()) {
            return null;
        }
        if (value instanceof ArrayNode array) {
            return array(array, type, depth);
        }
        if (value instanceof ObjectNode object) {
            return switch (type.kind()) {
                case OBJECT, FLATTENED, UNKNOWN -> {
                    var fitting = depth < MOST_DEPTH ? object(object, type, depth) : null;
                    yield fitting == null ? text(object) : fitting.isEmpty() ? null : fitting;
                }
                case POINT -> FieldValues.isPoint(object) ? object : refused(depth, "");
                case TEXT -> object.isEmpty() ? null : text(object);
                default -> refused(depth, "");
            };
        }
        return FieldValues.fits(value, type.kind()) ? value : refused(depth, "");
    }

    private ObjectNode object(ObjectNode object, FieldType type, int depth) {
        ObjectNode changed = null;
        for (var member : object.properties()) {
            var name = member.getKey();
            path[depth] = name;
            var before = member.getValue();
            var inside = inside(type, name);
            var after = inside != FieldType.UNKNOWN || isName(name, depth) ? value(before, inside, depth + 1) : null;
            if (after != before && changed == null) {
                changed = object.objectNode().setAll(object);
            }
            if (after == null) {
                changed.remove(name);
            } else if (after != before) {
                changed.set(name, after);
            }
        }
        return changed == null ? object : changed;
    }

    private JsonNode array(ArrayNode array, FieldType type, int depth) {
        if (depth >= MOST_DEPTH) {
            return array.isEmpty() ? null : text(array);
        }
        path[depth] = null;
        ArrayNode changed = null;
        for (var i = 0; i < array.size(); i++) {
            var after = value(array.get(i), type, depth + 1);
            if (after != array.get(i) && changed == null) {
                changed = JsonNodeFactory.instance.arrayNode(array.size());
                for (var before = 0; before < i; before++) {
                    changed.add(array.get(before));
                }
            }
            if (changed != null && after != null) {
                changed.add(after);
            }
        }
        var fitting = changed == null ? array : changed;
        return fitting.isEmpty() ? null : fitting;
    }

    /** Within a flattened field everything is a text. */
    private static FieldType inside(FieldType type, String member) {
        return type.kind() == FieldType.Kind.FLATTENED ? FieldType.UNKNOWN : type.member(member);
    }

    private boolean isName(String name, int depth) {
        if (name.length() <= MOST_NAME && !name.isBlank() && name.indexOf('\0') < 0) {
            return true;
        }
        refused(depth, " (a name in it)");
        return false;
    }

    /** @param depth how many levels of the path lead to it; a list has no name */
    private JsonNode refused(int depth, String what) {
        var names = Arrays.stream(path, 0, depth).filter(Objects::nonNull).limit(MOST_TOLD_NAMES);
        var field = names.collect(Collectors.joining(".")) + what;
        if (leftOut.size() < MOST_TOLD && !leftOut.contains(field)) {
            leftOut.add(field);
        }
        return null;
    }

    private static JsonNode text(JsonNode value) {
        return TextNode.valueOf(value.toString());
    }
}
