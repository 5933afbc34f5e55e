package org.sentinelbridge.documents;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.sentinelbridge.outbox.OutboxMessage;
import org.sentinelbridge.validation.BadRequestException;

/**
 * Finds the JSON documents in a request body, without building a tree of it, and makes the list of them, each with its id, the
 * message body. All or none: what cannot be read to its end is an {@link UnreadableException} that says where it broke; no body at all is a
 * {@link BadRequestException}.
 *
 * <p>Taken are, in any mixture: one object; an array of objects; objects one after the other, with line ends, commas or nothing
 * between them; envelopes that hold any of these in one of their members ({@link #setUnder}), and with them commas too many at
 * the end of an array; and all of it once more, or twice, wrapped as a JSON string. An object that has an id of its own is no
 * envelope. Kibana's webhook connector produces each of these from some template, see its rules in
 * {@code stack_connectors/server/connector_types/webhook}.
 */
public final class DocumentReader implements Processor {

    private static final int MOST_DEPTH = 100;
    private static final int MOST_WRAPPINGS = 3;
    private static final int MOST_STRING = 20 * 1024 * 1024;
    private static final byte[] UTF8_BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MOST_DEPTH)
                    .maxStringLength(MOST_STRING)
                    .build())
            .build();

    private List<String> under = List.of();
    private List<String> ids = List.of();

    /** Members that hold documents, separated by commas. */
    public void setUnder(String members) {
        under = list(members);
    }

    /**
     * Where a document's id is, separated by commas, the best first: {@code a.b} is the text at {@code {"a": {"b": …}}} as well as at
     * {@code {"a.b": …}}.
     */
    public void setId(String paths) {
        ids = list(paths);
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        exchange.getMessage().setBody(read(exchange.getMessage().getMandatoryBody(byte[].class)));
    }

    List<OutboxMessage> read(byte[] bytes) throws BadRequestException {
        var found = new ArrayList<OutboxMessage>();
        var start = bytes.length >= 3 && Arrays.equals(bytes, 0, 3, UTF8_BOM, 0, 3) ? 3 : 0;
        if (Separators.next(bytes, start) == bytes.length) {
            throw new BadRequestException("The request has no body; the template of the rule's action rendered nothing");
        }
        read(bytes, start, 0, found);
        return found;
    }

    private void read(byte[] bytes, int start, int wrappings, List<OutboxMessage> found) {
        for (var at = Separators.next(bytes, start); at < bytes.length; at = Separators.next(bytes, at)) {
            // Jackson would take UTF-16 and UTF-32 too, and then not know at which byte it is.
            if (bytes[at] == 0 || (bytes[at] & 0xFF) >= 0xFE || at + 1 < bytes.length && bytes[at + 1] == 0) {
                throw new UnreadableException(Position.of(bytes, at) + ": not JSON in UTF-8");
            }
            try (var parser = JSON.createParser(bytes, at, bytes.length - at)) {
                at += readOne(new Source(bytes, at, wrappings), parser, found);
            } catch (IOException e) {
                throw new UnreadableException(inside(wrappings) + "the body is not JSON in UTF-8: " + oneLine(e.getMessage()));
            }
        }
    }

    /** Reads one value and answers how many bytes it took. */
    private int readOne(Source source, JsonParser parser, List<OutboxMessage> found) throws IOException {
        try {
            parser.nextToken();
            readValue(source, parser, found);
            return source.end.orElseGet(() -> (int) parser.currentLocation().getByteOffset());
        } catch (JsonProcessingException e) {
            var location = e.getLocation() == null ? parser.currentLocation() : e.getLocation();
            var offset = source.offset(Math.max(0, location.getByteOffset()));
            throw new UnreadableException(inside(source.wrappings) + Position.of(source.bytes, Math.min(source.bytes.length, offset))
                    + ": " + oneLine(e.getOriginalMessage()));
        }
    }

    private void readValue(Source source, JsonParser parser, List<OutboxMessage> found) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT -> readObject(source, parser, found);
            case START_ARRAY -> {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    readValue(source, parser, found);
                }
            }
            case VALUE_STRING -> readText(source, parser.getText(), found);
            default -> throw new UnreadableException(inside(source.wrappings) + source.position(parser) + ": "
                    + parser.getText() + " is no JSON object");
        }
    }

    private void readText(Source source, String text, List<OutboxMessage> found) {
        if (source.wrappings == MOST_WRAPPINGS) {
            throw new UnreadableException("The body is wrapped as a JSON string more than " + MOST_WRAPPINGS + " times");
        }
        read(text.getBytes(StandardCharsets.UTF_8), 0, source.wrappings + 1, found);
    }

    private void readObject(Source source, JsonParser parser, List<OutboxMessage> found) throws IOException {
        var start = source.offset(parser.currentTokenLocation().getByteOffset());
        var held = new ArrayList<OutboxMessage>();
        var isEnvelope = false;
        var seeker = new IdSeeker(ids);
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var member = parser.currentName();
            parser.nextToken();
            if (under.contains(member) && holdsDocuments(parser)) {
                isEnvelope = true;
                var isObject = parser.currentToken() == JsonToken.START_OBJECT;
                if (parser.currentToken() != JsonToken.VALUE_NULL) {
                    readValue(source, parser, held);
                }
                var after = source.offset(parser.currentLocation().getByteOffset());
                if (isObject && parser.getParsingContext().getParent().inRoot() && Separators.isSibling(source.bytes, after)) {
                    source.end = OptionalInt.of(readSiblings(source, after, held) - source.start);
                    found.addAll(held);
                    return;
                }
            } else {
                seeker.member("", member, parser);
            }
        }
        if (isEnvelope && !seeker.foundBest()) {
            found.addAll(held);
        } else {
            var end = source.offset(parser.currentLocation().getByteOffset());
            found.add(new OutboxMessage(seeker.id().orElse(""), Arrays.copyOfRange(source.bytes, start, end)));
        }
    }

    /**
     * Reads the rest of {@code {"alerts": {…}, {…}, {…}}}, which Kibana makes of {@code {"alerts": {{{context.alerts}}}}}: a list
     * without its brackets.
     *
     * @return where the envelope ends
     */
    private int readSiblings(Source source, int from, List<OutboxMessage> found) throws IOException {
        var at = from;
        while (Separators.isSibling(source.bytes, at)) {
            var start = Separators.next(source.bytes, at);
            try (var parser = JSON.createParser(source.bytes, start, source.bytes.length - start)) {
                at = start + readOne(new Source(source.bytes, start, source.wrappings), parser, found);
            }
        }
        var end = Separators.blanks(source.bytes, at);
        if (end == source.bytes.length || source.bytes[end] != '}') {
            throw new UnreadableException(inside(source.wrappings) + Position.of(source.bytes, end) + ": the end of the list is missing");
        }
        return end + 1;
    }

    /** A text under the name of an envelope's member may be nothing but a text. */
    private static boolean holdsDocuments(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT, START_ARRAY, VALUE_NULL -> true;
            case VALUE_STRING -> {
                var text = parser.getText().stripLeading();
                yield text.isEmpty() || "{[\"".indexOf(text.charAt(0)) >= 0;
            }
            default -> false;
        };
    }

    private static String inside(int wrappings) {
        return wrappings == 0 ? "" : "In the text that the body's JSON string holds: ";
    }

    private static String oneLine(String message) {
        return message.lines().findFirst().orElse(message).replaceAll(", from `[^`]*`\\)", ")");
    }

    private static List<String> list(String commaSeparated) {
        return Arrays.stream(commaSeparated.split(",")).map(String::trim).filter(s -> !s.isEmpty()).toList();
    }

    /** What is being read. */
    private static final class Source {

        private final byte[] bytes;
        private final int start;
        private final int wrappings;
        /** Where the value ends, counted from the start, if that is not where the parser is. */
        private OptionalInt end = OptionalInt.empty();

        /**
         * @param start where in the bytes the parser began
         * @param wrappings how many JSON strings are around it
         */
        Source(byte[] bytes, int start, int wrappings) {
            this.bytes = bytes;
            this.start = start;
            this.wrappings = wrappings;
        }

        int offset(long ofParser) {
            return start + (int) ofParser;
        }

        String position(JsonParser parser) {
            return Position.of(bytes, offset(parser.currentTokenLocation().getByteOffset()));
        }
    }
}
