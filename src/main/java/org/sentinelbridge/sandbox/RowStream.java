package org.sentinelbridge.sandbox;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/** Reads a JSON array of objects one by one; no more than one of them is in memory. */
final class RowStream {

    /** What is wrong with a body, in words for the client. */
    static final class BadRows extends IOException {

        private static final long serialVersionUID = 1L;

        BadRows(String message) {
            super(message);
        }
    }

    private static final ObjectMapper JSON = new JsonMapper();

    private RowStream() {}

    /**
     * Reads to the end, so that a body is taken as a whole or not at all.
     *
     * @throws IOException if it is no JSON array of objects
     */
    static void check(InputStream body) throws IOException {
        try (JsonParser parser = JSON.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw new BadRows("a JSON array is expected");
            }
            for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
                if (token != JsonToken.START_OBJECT) {
                    throw new BadRows("each element of the array must be an object");
                }
                readThrough(parser);
            }
            if (parser.nextToken() != null) {
                throw new BadRows("something follows the array");
            }
        }
    }

    /** Skipping would leave texts unread, and with them what is wrong with them. */
    private static void readThrough(JsonParser parser) throws IOException {
        int depth = 1;
        while (depth > 0) {
            JsonToken token = parser.nextToken();
            parser.finishToken();
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            }
        }
    }

    /** Reads a body that has been checked. */
    static void each(InputStream body, Consumer<ObjectNode> action) throws IOException {
        try (JsonParser parser = JSON.createParser(body)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                action.accept(parser.readValueAsTree());
            }
        }
    }
}
