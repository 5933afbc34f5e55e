package org.sentinelbridge.component.rows;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A document that is too large for a tree, made smaller while it is read token by token: long texts are cut and long arrays and objects
 * shortened, no more than need be, and each says so where it was done.
 */
final class Abridgement {

    private static final int[] TEXT_LENGTHS = {64_000, 8_192, 2_048, 512, 128};
    private static final int LENGTH_PER_ELEMENT = 64;

    private final JsonFactory json;
    private final int mostBytes;

    /** @param json what can read the document */
    Abridgement(JsonFactory json, int mostBytes) {
        this.json = json;
        this.mostBytes = mostBytes;
    }

    /**
     * @return JSON of no more bytes than allowed
     * @throws IllegalArgumentException if it cannot be made so small
     */
    byte[] of(byte[] document, int from, int length) throws IOException {
        for (var textLength : TEXT_LENGTHS) {
            try {
                return copy(document, from, length, textLength);
            } catch (TooLong e) {
                // shorter, then
            }
        }
        throw new IllegalArgumentException("it has " + length + " bytes, and even cut it has more than " + mostBytes);
    }

    private byte[] copy(byte[] document, int from, int length, int textLength) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var parser = json.createParser(document, from, length);
                var generator = json.createGenerator(new Limited(bytes, mostBytes))) {
            generator.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
            parser.nextToken();
            value(parser, generator, textLength);
        }
        return bytes.toByteArray();
    }

    private static void value(JsonParser from, JsonGenerator to, int textLength) throws IOException {
        switch (from.currentToken()) {
            case START_OBJECT -> object(from, to, textLength);
            case START_ARRAY -> array(from, to, textLength);
            case VALUE_STRING -> to.writeString(cut(from.getText(), textLength));
            default -> to.copyCurrentEventExact(from);
        }
    }

    private static void object(JsonParser from, JsonGenerator to, int textLength) throws IOException {
        to.writeStartObject();
        var members = 0;
        while (from.nextToken() != JsonToken.END_OBJECT) {
            var name = from.currentName();
            from.nextToken();
            if (++members > textLength) {
                from.skipChildren();
            } else {
                to.writeFieldName(name);
                value(from, to, textLength);
            }
        }
        if (members > textLength) {
            to.writeStringField(CutMark.MEMBER, CutMark.members(members - textLength));
        }
        to.writeEndObject();
    }

    private static void array(JsonParser from, JsonGenerator to, int textLength) throws IOException {
        var most = Math.max(1, textLength / LENGTH_PER_ELEMENT);
        to.writeStartArray();
        var elements = 0;
        while (from.nextToken() != JsonToken.END_ARRAY) {
            if (++elements > most) {
                from.skipChildren();
            } else {
                value(from, to, textLength);
            }
        }
        if (elements > most) {
            to.writeString(CutMark.elements(elements - most));
        }
        to.writeEndArray();
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : CutMark.cut(text, most);
    }

    /** Takes so many bytes and no more. */
    private static final class Limited extends FilterOutputStream {

        private long left;

        Limited(OutputStream out, int most) {
            super(out);
            this.left = most;
        }

        @Override
        public void write(int one) throws IOException {
            take(1);
            out.write(one);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            take(length);
            out.write(bytes, from, length);
        }

        private void take(int length) throws TooLong {
            left -= length;
            if (left < 0) {
                throw new TooLong();
            }
        }
    }

    private static final class TooLong extends IOException {
        private static final long serialVersionUID = 1;
    }
}
