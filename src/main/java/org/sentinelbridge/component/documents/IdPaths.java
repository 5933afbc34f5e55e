package org.sentinelbridge.component.documents;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where in a document its identity is. {@code a.b} is the text at {@code {"a": {"b": …}}} as well as at {@code {"a.b": …}}.
 *
 * @param top the document itself
 * @param ids how many of the paths, the first ones, are places of an id
 * @param all how many paths there are
 */
record IdPaths(Place top, int ids, int all) {

    private static final int ON_THE_WAY = -1;

    /**
     * A place in a document.
     *
     * @param number of the path that leads here; negative if none does
     * @param below where names lead from here, also such with dots: one look-up for each member of a document, and no text is made for it
     */
    record Place(int number, Map<String, Place> below) {

        boolean isId() {
            return number >= 0;
        }
    }

    /**
     * Of paths.
     *
     * @param ids where its id may be, the best first
     * @param states what else makes one with the same id another
     */
    static IdPaths of(List<String> ids, List<String> states) {
        var all = Stream.concat(ids.stream(), states.stream()).toList();
        return new IdPaths(place("", all), ids.size(), all.size());
    }

    private static Place place(String path, List<String> all) {
        var start = path.isEmpty() ? "" : path + ".";
        var below = new HashMap<String, Place>();
        for (var one : all) {
            if (one.startsWith(start)) {
                for (var dot = one.indexOf('.', start.length()); dot >= 0; dot = one.indexOf('.', dot + 1)) {
                    below.computeIfAbsent(one.substring(start.length(), dot), name -> place(start + name, all));
                }
                below.computeIfAbsent(one.substring(start.length()), name -> place(start + name, all));
            }
        }
        return new Place(path.isEmpty() ? ON_THE_WAY : all.indexOf(path), below);
    }
}
