package org.sentinelbridge.component.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.schibsted.spt.data.jslt.Function;
import com.schibsted.spt.data.jslt.JsltException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * What JSLT lacks and mappings need, as functions that any mapping file may call. Each answers null if its first
 * argument is null, unless it says otherwise.
 *
 * <ul>
 *   <li>{@code uuid5(name, namespace)}: the version 5 UUID (RFC 9562, section 5.5) of a name in the namespace of
 *       another UUID
 *   <li>{@code cut(text, most, mark)}: the text itself if it has at most so many characters (UTF-16 units, as the limits
 *       of Microsoft's services count), else its beginning and the mark, together that long; never half a surrogate pair
 *   <li>{@code url-encode(text)}: the text as one segment of a URL's path or one value of its query
 *   <li>{@code replace-text(text, old, new)}: replaces every occurrence of a text that is no pattern
 *   <li>{@code plain-markdown(text, where)}: the text with words and links in place of blocks that only the editor shows that it was
 *       written in, see {@link Markup}
 *   <li>{@code recent-or-now(time, seconds)}: the time itself (ISO 8601) if it is no more than so many seconds past, and not in the
 *       future by more than five minutes; else, and if it is null or no time, the present time
 *   <li>{@code elastic-date(value)}: a time as Elasticsearch takes it (ISO 8601 with or without colon and offset, or milliseconds since
 *       1970; of an array the first) in ISO 8601, UTC; null if it is none
 *   <li>{@code first-text(value)}: the value as a text; of an array its first element; of an object its JSON
 *   <li>{@code text(value)}: the same, but null in place of an empty text
 *   <li>{@code as-array(value)}: an array itself, any other value as the only element of one; null makes an empty one
 *   <li>{@code each-of(value, name)}: all values of the member of this name of an object, or of all objects of an array, as an array
 *   <li>{@code nested(document)}: the document with {@code {"a": {"b": 1}}} in place of {@code {"a.b": 1}}
 * </ul>
 *
 * <p>{@link DocumentFunctions} has those for documents in Elasticsearch.
 */
final class JsltFunctions {

    private static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(5);

    private JsltFunctions() {}

    static Collection<Function> all() {
        var all = new ArrayList<Function>(List.of(
                new TextFunction("uuid5", 2, args -> uuid5(args[0], UUID.fromString(args[1]))),
                new TextFunction("cut", 3, args -> cut(args[0], Integer.parseInt(args[1]), args[2])),
                new TextFunction("url-encode", 1, args -> urlEncode(args[0])),
                new TextFunction("replace-text", 3, args -> args[0].replace(args[1], args[2])),
                new TextFunction("plain-markdown", 2, args -> Markup.plain(args[0], args[1])),
                new TreeFunction("recent-or-now", 2, args -> recentOrNow(args[0], args[1].asLong())),
                new TreeFunction("elastic-date", 1, args -> elasticDate(firstText(args[0]))),
                new TreeFunction("first-text", 1, args -> firstText(args[0])),
                new TreeFunction("text", 1, args -> text(args[0])),
                new TreeFunction("as-array", 1, args -> asArray(args[0])),
                new TreeFunction("each-of", 2, args -> eachOf(args[0], args[1].asText())),
                new TreeFunction("nested", 1, args -> Nesting.nested(args[0]))));
        all.addAll(DocumentFunctions.all());
        return List.copyOf(all);
    }

    private static JsonNode firstText(JsonNode value) {
        var one = value.isArray() ? value.path(0) : value;
        if (one.isTextual()) {
            return one;
        }
        return one.isNull() || one.isMissingNode() ? NullNode.instance : TextNode.valueOf(one.toString());
    }

    private static JsonNode text(JsonNode value) {
        var text = firstText(value);
        return text.isTextual() && text.textValue().isEmpty() ? NullNode.instance : text;
    }

    private static JsonNode elasticDate(JsonNode value) {
        return value.isTextual() ? DateText.utc(value.textValue()).<JsonNode>map(TextNode::valueOf).orElse(NullNode.instance)
                : NullNode.instance;
    }

    private static JsonNode asArray(JsonNode value) {
        if (value.isArray()) {
            return value;
        }
        var array = JsonNodeFactory.instance.arrayNode(1);
        return value.isNull() ? array : array.add(value);
    }

    private static JsonNode eachOf(JsonNode value, String name) {
        var all = JsonNodeFactory.instance.arrayNode();
        if (value.isArray()) {
            value.forEach(element -> addEach(element.path(name), all));
        } else {
            addEach(value.path(name), all);
        }
        return all;
    }

    private static void addEach(JsonNode value, ArrayNode into) {
        if (value.isArray()) {
            value.forEach(into::add);
        } else if (!value.isNull() && !value.isMissingNode()) {
            into.add(value);
        }
    }

    private static JsonNode recentOrNow(JsonNode text, long seconds) {
        var now = Instant.now();
        try {
            var time = time(text.asText());
            if (time.isAfter(now.minusSeconds(seconds)) && time.isBefore(now.plus(CLOCK_DIFFERENCE))) {
                return text;
            }
        } catch (DateTimeException e) {
            // not a time: now
        }
        return TextNode.valueOf(now.truncatedTo(ChronoUnit.MILLIS).toString());
    }

    /** Nearly all are in the usual shape, and parsing is a tenth of the work that a row takes. */
    private static Instant time(String text) {
        var millis = MillisDate.ofUsualShape(text);
        return millis.isPresent()
                ? Instant.ofEpochMilli(millis.getAsLong())
                : DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from);
    }

    static String uuid5(String name, UUID namespace) {
        MessageDigest sha1;
        try {
            sha1 = MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-1", e);
        }
        sha1.update(ByteBuffer.allocate(16)
                .putLong(namespace.getMostSignificantBits())
                .putLong(namespace.getLeastSignificantBits())
                .flip());
        var hash = ByteBuffer.wrap(sha1.digest(name.getBytes(StandardCharsets.UTF_8)));
        var most = hash.getLong() & 0xffffffffffff0fffL | 0x5000L;
        var least = hash.getLong() & 0x3fffffffffffffffL | 0x8000000000000000L;
        return new UUID(most, least).toString();
    }

    static String cut(String text, int most, String mark) {
        if (text.length() <= most) {
            return text;
        }
        var end = Math.max(0, most - mark.length());
        if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end) + mark;
    }

    private static String urlEncode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A function of texts; numbers are taken as their digits. */
    private record TextFunction(String name, int arguments, java.util.function.Function<String[], String> body)
            implements Function {

        @Override
        public String getName() {
            return name;
        }

        @Override
        public int getMinArguments() {
            return arguments;
        }

        @Override
        public int getMaxArguments() {
            return arguments;
        }

        @Override
        public JsonNode call(JsonNode input, JsonNode[] values) {
            if (values[0].isNull()) {
                return NullNode.instance;
            }
            var texts = new String[values.length];
            for (var i = 0; i < values.length; i++) {
                if (!values[i].isValueNode() || values[i].isNull()) {
                    throw new JsltException(name + "() takes texts; argument " + (i + 1) + " is " + values[i].getNodeType());
                }
                texts[i] = values[i].asText();
            }
            return TextNode.valueOf(body.apply(texts));
        }
    }
}
