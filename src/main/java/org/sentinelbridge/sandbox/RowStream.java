package org.sentinelbridge.sandbox;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads a JSON array of objects one by one. */
final class RowStream {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private RowStream() {}

    /** @throws IOException if it is no JSON array of objects; the message says what it is instead */
    static List<ObjectNode> read(byte[] body) throws IOException {
        List<ObjectNode> rows = new ArrayList<>();
        try (JsonParser parser = MAPPER.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw new IOException("the body is no JSON array");
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                JsonNode row = MAPPER.readTree(parser);
                if (!(row instanceof ObjectNode object)) {
                    throw new IOException("an element of the array is no JSON object");
                }
                rows.add(object);
            }
            if (parser.nextToken() != null) {
                throw new IOException("something follows the array");
            }
        }
        return rows;
    }
}
