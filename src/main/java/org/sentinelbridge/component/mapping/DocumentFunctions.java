package org.sentinelbridge.component.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.schibsted.spt.data.jslt.Function;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;

/**
 * Functions for mappings that make documents for Elasticsearch. None of them fails, whatever it is given.
 *
 * <ul>
 *   <li>{@code fingerprint(values)}: the {@link Fingerprint} of a list; null if it holds nothing but nulls
 *   <li>{@code ms-date(text)}: a time in ISO 8601 as {@code 2026-01-02T03:04:05.123Z}, cut to milliseconds; null if it is none
 *   <li>{@code impossible-day(text)}: what is wrong with a time that names a day which its month does not have; else null
 *   <li>{@code nanos-between(start, end)}: from one such time to another; null if one is missing
 *   <li>{@code parsed(text)}: the JSON object or array that a text holds; an object or array itself; else null
 *   <li>{@code parsed-members(object)}: the object, with each member parsed that is such a text
 *   <li>{@code addresses(values)}: the IP addresses (v4, v6) among the values of a list, each once
 *   <li>{@code unique(values, most)}: the texts and numbers of a list, however nested, as texts without blanks around them, each once,
 *       no more than so many
 *   <li>{@code appended(values)}: what Elastic's pipelines append of a list, one by one and without repetitions: the texts as they are, of
 *       numbers and true and false their texts; null if it is no list
 *   <li>{@code merged(values, most)}: the same, but a single one stands alone and none is null
 *   <li>{@code by-type(entities, most)}: Sentinel's entities, no more than so many, as {@code {"host": [{…}], "ip": [{…}]}}; of the REST
 *       API's ({@code kind}, {@code properties}) the properties
 *   <li>{@code others(object, known)}: the members of an object that are not members of the other
 *   <li>{@code to-long(value)}, {@code to-whole(value)}, {@code to-double(value)}, {@code to-boolean(value)}: the {@link Conversions}
 * </ul>
 */
final class DocumentFunctions {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int MOST_NESTING = 10;

    private DocumentFunctions() {}

    static List<Function> all() {
        return List.of(
                new TreeFunction("fingerprint", 1, args -> fingerprint(args[0])),
                new TreeFunction("ms-date", 1, args -> date(args[0])),
                new TreeFunction("impossible-day", 1, args -> impossibleDay(args[0])),
                new TreeFunction("nanos-between", 2, args -> nanos(args[0], args[1])),
                new TreeFunction("parsed", 1, args -> EmbeddedJson.parsed(args[0])),
                new TreeFunction("parsed-members", 1, args -> EmbeddedJson.parsedMembers(args[0])),
                new TreeFunction("addresses", 1, args -> addresses(args[0])),
                new TreeFunction("unique", 2, args -> unique(args[0], args[1].asInt())),
                new TreeFunction("appended", 1, args -> appended(args[0])),
                new TreeFunction("merged", 2, args -> merged(args[0], args[1].asInt())),
                new TreeFunction("by-type", 2, args -> byType(args[0], args[1].asInt())),
                new TreeFunction("others", 2, args -> others(args[0], args[1])),
                new TreeFunction("to-long", 1, args -> Conversions.toLong(args[0])),
                new TreeFunction("to-whole", 1, args -> Conversions.toWhole(args[0])),
                new TreeFunction("to-double", 1, args -> Conversions.toDouble(args[0])),
                new TreeFunction("to-boolean", 1, args -> Conversions.toBoolean(args[0])));
    }

    private static JsonNode fingerprint(JsonNode values) {
        return Fingerprint.of(values).<JsonNode>map(TextNode::valueOf).orElse(NullNode.instance);
    }

    private static JsonNode date(JsonNode value) {
        return value.isTextual() ? MillisDate.text(value.textValue()).<JsonNode>map(TextNode::valueOf).orElse(NullNode.instance)
                : NullNode.instance;
    }

    private static JsonNode impossibleDay(JsonNode value) {
        return value.isTextual() ? MillisDate.impossibleDay(value.textValue()).<JsonNode>map(TextNode::valueOf).orElse(NullNode.instance)
                : NullNode.instance;
    }

    private static JsonNode nanos(JsonNode start, JsonNode end) {
        if (!start.isTextual() || !end.isTextual()) {
            return NullNode.instance;
        }
        return MillisDate.nanosBetween(start.textValue(), end.textValue()).<JsonNode>map(LongNode::valueOf).orElse(NullNode.instance);
    }

    private static JsonNode addresses(JsonNode values) {
        var texts = new LinkedHashSet<String>();
        collect(values, Integer.MAX_VALUE, 0, texts);
        texts.removeIf(text -> !Addresses.isAddress(text));
        return array(texts);
    }

    private static JsonNode unique(JsonNode values, int most) {
        var texts = new LinkedHashSet<String>();
        collect(values, most, 0, texts);
        return array(texts);
    }

    private static JsonNode appended(JsonNode values) {
        if (!values.isArray()) {
            return NullNode.instance;
        }
        var texts = new LinkedHashSet<String>();
        append(values, 0, texts);
        texts.remove("");
        return array(texts);
    }

    private static void append(JsonNode value, int nesting, LinkedHashSet<String> into) {
        if (value.isArray() && nesting < MOST_NESTING) {
            value.forEach(element -> append(element, nesting + 1, into));
        } else if (value.isValueNode() && !value.isNull()) {
            into.add(value.asText());
        }
    }

    private static JsonNode merged(JsonNode values, int most) {
        var unique = unique(values, most);
        return unique.isEmpty() ? NullNode.instance : unique.size() == 1 ? unique.get(0) : unique;
    }

    private static void collect(JsonNode value, int most, int nesting, LinkedHashSet<String> into) {
        if (value.isArray() && nesting < MOST_NESTING) {
            for (var i = 0; i < value.size() && into.size() < most; i++) {
                collect(value.get(i), most, nesting + 1, into);
            }
        } else if (value.isTextual() || value.isNumber()) {
            var text = value.asText().strip();
            if (!text.isEmpty()) {
                into.add(text);
            }
        }
    }

    private static ArrayNode array(Iterable<String> texts) {
        var array = JSON.arrayNode();
        texts.forEach(array::add);
        return array;
    }

    private static JsonNode byType(JsonNode entities, int most) {
        if (!entities.isArray()) {
            return NullNode.instance;
        }
        var groups = JSON.objectNode();
        for (var i = 0; i < entities.size() && i < most; i++) {
            var entity = entities.get(i);
            var isOfRestApi = entity.get("properties") instanceof ObjectNode;
            var type = isOfRestApi ? entity.get("kind") : entity.get("Type");
            if (type != null && type.isTextual()) {
                var name = type.textValue().toLowerCase(Locale.ROOT).replace("-", "");
                var group = groups.get(name) instanceof ArrayNode there ? there : groups.putArray(name);
                group.add(isOfRestApi ? entity.get("properties") : entity);
            }
        }
        return groups;
    }

    private static JsonNode others(JsonNode object, JsonNode known) {
        if (!object.isObject()) {
            return NullNode.instance;
        }
        var others = JSON.objectNode();
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        names.removeIf(known::has);
        names.forEach(name -> others.set(name, object.get(name)));
        return others;
    }
}
