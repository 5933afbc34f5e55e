package org.sentinelbridge.sandbox.elasticsearch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All data streams and what is in them. */
final class Index {

    private final Templates templates;
    private final Kept kept;
    private final Map<String, DataStream> streams = new TreeMap<>();

    Index(Templates templates, Kept kept) {
        this.templates = templates;
        this.kept = kept;
    }

    Templates templates() {
        return templates;
    }

    Kept kept() {
        return kept;
    }

    Map<String, DataStream> streams() {
        return streams;
    }

    /** The data stream, made now if a template allows it. */
    Optional<DataStream> stream(String name) {
        var there = streams.get(name);
        if (there != null) {
            return Optional.of(there);
        }
        var made = templates.resolve(name).map(template -> new DataStream(name, template.name(), template.types(), template.lifecycle()));
        made.ifPresent(stream -> streams.put(name, stream));
        return made;
    }

    void clear() {
        streams.clear();
        kept.clear();
    }

    ObjectNode describe() {
        var description = Tree.object();
        var all = description.putObject("documents");
        streams.forEach((name, stream) -> all.put(name, stream.documents()));
        description.put("kept", kept.size());
        templates.ofKind("_index_template").keySet().forEach(description.putArray("index_templates")::add);
        templates.ofKind("_component_template").keySet().forEach(description.putArray("component_templates")::add);
        return description;
    }
}
