package org.sentinelbridge.component.documents;

import java.util.List;
import java.util.stream.Stream;

/**
 * Where in a document its identity is. {@code a.b} is the text at {@code {"a": {"b": …}}} as well as at {@code {"a.b": …}}.
 *
 * @param all first where its id may be, the best first; then what else makes one with the same id another
 * @param ids how many of them are places of an id
 */
record IdPaths(List<String> all, int ids) {

    IdPaths {
        all = List.copyOf(all);
    }

    static IdPaths of(List<String> ids, List<String> states) {
        return new IdPaths(Stream.concat(ids.stream(), states.stream()).toList(), ids.size());
    }
}
