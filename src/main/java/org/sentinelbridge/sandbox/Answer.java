package org.sentinelbridge.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/** What is sent back. Header names are compared without regard to case. */
record Answer(int status, Map<String, String> headers, byte[] body) {

    private static final String CONTENT_TYPE = "Content-Type";

    static Answer json(int status, JsonNode body) {
        return empty(status).with(CONTENT_TYPE, "application/json; charset=utf-8").withBody(Json.bytes(body));
    }

    static Answer empty(int status) {
        return new Answer(status, new TreeMap<>(String.CASE_INSENSITIVE_ORDER), new byte[0]);
    }

    Answer with(String name, String value) {
        Map<String, String> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        more.putAll(headers);
        more.put(name, value);
        return new Answer(status, more, body);
    }

    Answer withAll(Map<String, String> others) {
        Map<String, String> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        more.putAll(headers);
        more.putAll(others);
        return new Answer(status, more, body);
    }

    /** Adds headers, but leaves those that are there already. */
    Answer withDefaults(Map<String, String> others) {
        Map<String, String> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        more.putAll(others);
        more.putAll(headers);
        return new Answer(status, more, body);
    }

    Answer withBody(byte[] other) {
        return new Answer(status, headers, other);
    }
}
