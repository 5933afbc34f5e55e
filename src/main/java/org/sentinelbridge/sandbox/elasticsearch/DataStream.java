package org.sentinelbridge.sandbox.elasticsearch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** A data stream with one backing index. */
final class DataStream {

    private final String name;
    private final String template;
    private final FieldTypes types;
    private final String backingIndex;
    private final Ids ids = new Ids();
    private Optional<ObjectNode> lifecycle;
    private long documents;

    /** @param template the name of the index template that it was made by */
    DataStream(String name, String template, FieldTypes types, Optional<ObjectNode> lifecycle) {
        this.name = name;
        this.template = template;
        this.types = types;
        this.lifecycle = lifecycle;
        this.backingIndex = ".ds-" + name + "-" + DateTimeFormatter.ofPattern("uuuu.MM.dd").format(LocalDate.now(ZoneOffset.UTC)) + "-000001";
    }

    String backingIndex() {
        return backingIndex;
    }

    FieldTypes types() {
        return types;
    }

    /** Whether the id was not there; it is now. */
    boolean add(String id) {
        if (!ids.add(id)) {
            return false;
        }
        documents++;
        return true;
    }

    long documents() {
        return documents;
    }

    void lifecycle(ObjectNode other) {
        lifecycle = Optional.of(other);
    }

    ObjectNode describe() {
        var description = Tree.object().put("name", name);
        lifecycle.ifPresent(given -> description.putObject("lifecycle").put("enabled", true).setAll(given));
        description.putObject("timestamp_field").put("name", "@timestamp");
        description.putArray("indices").addObject().put("index_name", backingIndex);
        return description.put("generation", 1).put("status", "GREEN").put("template", template);
    }
}
