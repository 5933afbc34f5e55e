package org.sentinelbridge.sandbox.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** The stand-in's answer. */
public record Reply(int status, Map<String, String> headers, byte[] body) {

    static Reply of(int status, JsonNode body) {
        return new Reply(status, Map.of(), Tree.bytes(body));
    }
}
