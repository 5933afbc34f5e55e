package org.sentinelbridge.operate.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Which parked messages a person has chosen, as the API takes it. */
final class Selections {

    private Selections() {}

    static ObjectNode of(ParkedFilterOptions filter, List<String> ids) {
        var selection = JsonNodeFactory.instance.objectNode();
        filter.parameters().forEach((name, value) -> {
            if (!value.isEmpty()) {
                selection.put(name, value);
            }
        });
        if (!ids.isEmpty()) {
            ids.forEach(selection.putArray("ids")::add);
        }
        return selection;
    }
}
