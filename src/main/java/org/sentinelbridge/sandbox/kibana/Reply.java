package org.sentinelbridge.sandbox.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;

/** The stand-in's answer. */
public record Reply(int status, String contentType, byte[] body) {

    static Reply of(JsonNode body) {
        return of(200, body);
    }

    static Reply of(int status, JsonNode body) {
        return new Reply(status, "application/json; charset=utf-8", body.toString().getBytes(StandardCharsets.UTF_8));
    }

    static Reply lines(String ndjson) {
        return new Reply(200, "application/ndjson", ndjson.getBytes(StandardCharsets.UTF_8));
    }

    static Reply none() {
        return new Reply(204, "", new byte[0]);
    }
}
