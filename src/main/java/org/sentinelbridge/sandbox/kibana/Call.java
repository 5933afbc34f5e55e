package org.sentinelbridge.sandbox.kibana;

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

    /** The same request with other parts of the path. */
    Call at(List<String> other) {
        return new Call(method, other, query, header, body);
    }

    String part(int index) {
        return path.get(index);
    }
}
