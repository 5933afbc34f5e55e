package org.sentinelbridge.elastic.elasticsearch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The least that the bridge's API key needs: the one place that says it. */
final class Privileges {

    /** The data streams that documents go to. */
    static final String STREAMS = "logs-microsoft_sentinel.*";

    static final String MONITOR = "monitor";
    static final String MANAGE_TEMPLATES = "manage_index_templates";
    static final List<String> TO_WRITE = List.of("auto_configure", "create_doc");

    private Privileges() {}

    /**
     * As a role descriptor of an API key.
     *
     * @param templates whether the bridge installs its index templates by itself
     */
    static ObjectNode role(boolean templates) {
        var role = JsonNodeFactory.instance.objectNode();
        var cluster = role.putArray("cluster").add(MONITOR);
        if (templates) {
            cluster.add(MANAGE_TEMPLATES);
        }
        var index = role.putArray("indices").addObject();
        index.putArray("names").add(STREAMS);
        TO_WRITE.forEach(index.putArray("privileges")::add);
        return role;
    }
}
