package org.sentinelbridge.elastic.kibana;

import com.fasterxml.jackson.databind.JsonNode;

/** Requests as the console of Kibana's Dev Tools takes them: {@code kbn:} leads to Kibana's own API, in the space one is in. */
final class DevTools {

    private DevTools() {}

    static String request(String method, String path, JsonNode body) {
        return method + " kbn:" + path + "\n" + body.toPrettyString();
    }
}
