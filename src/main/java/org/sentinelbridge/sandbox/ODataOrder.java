package org.sentinelbridge.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** {@code $orderby}: properties with {@code asc} or {@code desc}; what is equal is ordered by name. */
final class ODataOrder implements Comparator<JsonNode> {

    private record Key(ODataField field, boolean descending) {}

    private final List<Key> keys;

    private ODataOrder(List<Key> keys) {
        this.keys = keys;
    }

    /** @throws Rejected with 400 if it is not understood */
    static ODataOrder parse(String orderBy) {
        List<Key> keys = new ArrayList<>();
        for (String part : orderBy.split(",")) {
            String[] words = part.trim().split("\\s+");
            String direction = words.length == 1 ? "asc" : words[1];
            if (words.length > 2 || !List.of("asc", "desc").contains(direction)) {
                throw ArmErrors.badRequest("Invalid orderby clause '" + orderBy + "'.");
            }
            keys.add(new Key(ODataField.of(words[0]), direction.equals("desc")));
        }
        return new ODataOrder(keys);
    }

    @Override
    public int compare(JsonNode one, JsonNode other) {
        for (Key key : keys) {
            int difference = key.field().compare(key.field().value(one), key.field().value(other));
            if (difference != 0) {
                return key.descending() ? -difference : difference;
            }
        }
        return one.path("name").asText().compareTo(other.path("name").asText());
    }
}
