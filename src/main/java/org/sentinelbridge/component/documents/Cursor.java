package org.sentinelbridge.component.documents;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.sentinelbridge.base.json.JsonLimits;
import org.sentinelbridge.base.validation.JsonFault;

/** A parser of one JSON value that stands somewhere in a text, and knows where in the text it is. */
final class Cursor implements AutoCloseable {

    /** Of what is read as characters. */
    private static final int MOST_CHARACTERS = 1024 * 1024;
    private static final int MOST_SAID = 200;
    private static final String QUOTED_JSON = "JSON is in quotation marks here. Take the quotation marks away";
    private static final String PROSE = "this is a text, and no JSON";
    private static final byte[] OPEN_OBJECT = "{\"\":{}".getBytes(StandardCharsets.UTF_8);
    private static final int TOKENS_OF_OPEN_OBJECT = 4;
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(JsonLimits.MOST_DEPTH)
                    .maxStringLength(MOST_CHARACTERS)
                    .build())
            .build();

    private final byte[] bytes;
    private final int wrappings;
    private final TextRoom room;
    private int start;
    private int textStart = -1;
    private byte[] text = {};
    private JsonParser parser;

    /**
     * @param at where the value begins
     * @param wrappings how many JSON strings are around the text
     * @param room for what is in its JSON strings
     */
    Cursor(byte[] bytes, int at, int wrappings, TextRoom room) throws IOException {
        this.bytes = bytes;
        this.wrappings = wrappings;
        this.room = room;
        this.start = at;
        this.parser = JSON.createParser(bytes, at, bytes.length - at);
    }

    byte[] bytes() {
        return bytes;
    }

    int wrappings() {
        return wrappings;
    }

    TextRoom room() {
        return room;
    }

    /** Not to be kept: {@link #goOnAt} makes another one. */
    JsonParser parser() {
        return parser;
    }

    /** Where the present token begins. */
    int tokenStart() {
        return start + (int) parser.currentTokenLocation().getByteOffset();
    }

    /** What follows the present token begins here. */
    int offset() {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return JsonText.end(bytes, tokenStart(), bytes.length).orElse(bytes.length);
        }
        return start + (int) parser.currentLocation().getByteOffset();
    }

    /** What the string stands for that is the present token, in UTF-8. */
    byte[] text() {
        var from = tokenStart();
        if (from == textStart) {
            return text;
        }
        var end = JsonText.end(bytes, from, bytes.length)
                .orElseThrow(() -> unreadable(bytes.length, JsonFault.BREAKS_OFF));
        if (end - from > room.left()) {
            throw unreadable(from, "the texts that hold JSON take more than " + room.most() + " bytes together, of which here are "
                    + (end - from) + ". Send JSON that is not wrapped as a string");
        }
        JsonText.wrongEscape(bytes, from, end).ifPresent(at -> {
            throw unreadable(at, JsonFault.UNKNOWN_ESCAPE);
        });
        text = JsonText.unescaped(bytes, from, end);
        textStart = from;
        room.take(text.length);
        return text;
    }

    /** The string that is the present token, if it is not longer than this. */
    Optional<String> text(int most) throws IOException {
        return JsonText.end(bytes, tokenStart(), most).isPresent() ? Optional.of(parser.getText()) : Optional.empty();
    }

    /** Leaves out a part of the outermost object, which must be read up to the end of a member. */
    void goOnAt(int offset) throws IOException {
        parser.close();
        start = offset - OPEN_OBJECT.length;
        parser = JSON.createParser(new SequenceInputStream(
                new ByteArrayInputStream(OPEN_OBJECT), new ByteArrayInputStream(bytes, offset, bytes.length - offset)));
        for (var i = 0; i < TOKENS_OF_OPEN_OBJECT; i++) {
            parser.nextToken();
        }
    }

    /** That the value breaks here. */
    UnreadableException unreadable(IOException cause) {
        if (!(cause instanceof JsonProcessingException broken)) {
            return unreadable(offset(), String.valueOf(cause.getMessage()));
        }
        var located = broken.getLocation() == null ? -1 : broken.getLocation().getByteOffset();
        var at = located < 0 ? offset() : start + (int) located;
        return unreadable(at, isPartOfQuotedJson(at) ? QUOTED_JSON : isProse(at) ? PROSE : JsonFault.of(broken));
    }

    /** Whether a text has just ended that is nothing but the beginning of an object. */
    private boolean isPartOfQuotedJson(int at) {
        return at > 1 && at < bytes.length && bytes[at - 1] == '"' && bytes[at - 2] == '{' && Character.isLetter(bytes[at] == '_' ? 'a' : bytes[at])
                && parser.currentToken() == JsonToken.VALUE_STRING;
    }

    private boolean isProse(int at) {
        return at == start && Character.isUpperCase(bytes[at]);
    }

    UnreadableException unreadable(int at, String why) {
        return unreadable(bytes, wrappings, at, why);
    }

    static UnreadableException unreadable(byte[] bytes, int wrappings, int at, String why) {
        return new UnreadableException((wrappings == 0 ? "" : "In the text that the body's JSON string holds: ")
                + Position.of(bytes, Math.min(bytes.length, Math.max(0, at))) + ": "
                + (why.length() <= MOST_SAID ? why : why.substring(0, MOST_SAID) + "…"));
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
