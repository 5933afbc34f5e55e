package org.sentinelbridge.sandbox.elasticsearch;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A request for the stand-in.
 *
 * @param path its decoded parts, without those that lead to the stand-in
 * @param header finds a header's value by its name
 */
public record Call(
        String method, List<String> path, Map<String, String> query, Function<String, Optional<String>> header, byte[] body) {

    String pathText() {
        return "/" + String.join("/", path);
    }
}
