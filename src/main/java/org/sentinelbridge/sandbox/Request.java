package org.sentinelbridge.sandbox;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request that has arrived completely.
 *
 * @param path as sent, not decoded
 * @param segments the decoded parts of the path
 * @param query the decoded parameters; their names are compared without regard to case, as ARM does
 */
record Request(
        String method,
        String path,
        List<String> segments,
        Map<String, String> query,
        MultiMap headers,
        byte[] body) {

    /** @throws IllegalArgumentException if the path or the query is not properly percent-encoded */
    static Request of(HttpServerRequest http, Buffer body) {
        List<String> segments = new ArrayList<>();
        String path = Optional.ofNullable(http.path()).orElse("");
        for (String segment : path.split("/")) {
            if (!segment.isEmpty()) {
                // a plus sign is a plus sign in a path
                segments.add(segment.indexOf('%') < 0 ? segment : decode(segment.replace("+", "%2B")));
            }
        }
        return new Request(
                http.method().name(), path, segments, pairs(http.query()), http.headers(), body.getBytes());
    }

    /** The fields of an {@code application/x-www-form-urlencoded} body. */
    Map<String, String> form() {
        return pairs(new String(body, StandardCharsets.UTF_8));
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name));
    }

    /** Where the client believes it has sent the request to. */
    String origin() {
        return "http://" + header("Host").orElse("127.0.0.1");
    }

    private static Map<String, String> pairs(String encoded) {
        Map<String, String> pairs = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        if (encoded != null) {
            for (String pair : encoded.split("&")) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    pairs.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
                }
            }
        }
        return pairs;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
