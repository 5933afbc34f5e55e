package org.sentinelbridge.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a pretended bridge holds: runs and parked messages. */
final class PretendedStore {

    static final ObjectMapper JSON = new ObjectMapper();

    private final List<ObjectNode> runs = new CopyOnWriteArrayList<>();
    private final Map<String, ObjectNode> parked = new ConcurrentHashMap<>();

    static ObjectNode read(String json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void clear() {
        runs.clear();
        parked.clear();
    }

    void add(ObjectNode run) {
        runs.add(0, run);
    }

    void park(ObjectNode message) {
        parked.put(message.path("id").asText(), message);
    }

    /** What a run has parked is parked no more, because another run brought something newer. */
    void supersede(String runId, String by) {
        run(runId).orElseThrow().put("outcome", "superseded").put("superseded_by", by)
                .put("cause", "Superseded by run " + by + "; nothing to do");
    }

    void remove(String id) {
        parked.remove(id);
    }

    Optional<ObjectNode> message(String id) {
        return Optional.ofNullable(parked.get(id));
    }

    Optional<ObjectNode> run(String id) {
        return runs.stream().filter(run -> run.path("run_id").asText().equals(id)).findFirst();
    }

    JsonNode runs(Map<String, String> query) {
        return page("runs", runs.stream().filter(run -> matches(run, query)).toList(), query);
    }

    JsonNode parked(Map<String, String> query) {
        return page("parked", found(query), query);
    }

    /** A message whose cause speaks of "for ever" cannot be delivered as it is. */
    ObjectNode replay(String id, String edited) {
        var message = parked.get(id);
        var result = JSON.createObjectNode().put("id", id).put("run_id", "run-of-" + id);
        if (message.path("cause").asText().contains("for ever") && edited.isEmpty()) {
            message.put("attempts", message.path("attempts").asInt() + 1);
            return result.put("outcome", "parked").put("message", "Sentinel refuses it still");
        }
        parked.remove(id);
        return result.put("outcome", "delivered").put("message", "Sentinel has it");
    }

    /** The ids that the body of an operation names, or that its filter finds, the oldest first. */
    List<String> chosen(ObjectNode body) {
        var ids = new ArrayList<String>();
        if (body.has("ids")) {
            body.path("ids").forEach(id -> ids.add(id.asText()));
            return ids;
        }
        var query = new LinkedHashMap<String, String>();
        body.properties().forEach(field -> query.put(field.getKey(), field.getValue().asText()));
        query.remove("reason");
        found(query).forEach(message -> ids.add(message.path("id").asText()));
        Collections.reverse(ids);
        return ids;
    }

    private List<ObjectNode> found(Map<String, String> query) {
        return parked.values().stream()
                .filter(message -> matches(message, query))
                .sorted(Comparator.comparing((ObjectNode message) -> message.path("parked_at").asText()).reversed())
                .toList();
    }

    static boolean matches(ObjectNode node, Map<String, String> query) {
        return query.entrySet().stream().allMatch(entry -> switch (entry.getKey()) {
            case "limit", "before", "to" -> true;
            case "from" -> node.path("started_at").asText().compareTo(entry.getValue()) >= 0;
            case "text" -> node.toString().toLowerCase(Locale.ROOT).contains(entry.getValue().toLowerCase(Locale.ROOT));
            case "case", "incident" -> node.path(entry.getKey() + "_id").asText().equals(entry.getValue());
            default -> node.path(entry.getKey()).asText().equals(entry.getValue());
        });
    }

    private static JsonNode page(String name, List<ObjectNode> all, Map<String, String> query) {
        var from = Integer.parseInt(query.getOrDefault("before", "0"));
        var to = Math.min(all.size(), from + Integer.parseInt(query.getOrDefault("limit", "50")));
        var page = JSON.createObjectNode().put("next", to < all.size() ? String.valueOf(to) : "").put("total", all.size());
        page.putArray(name).addAll(all.subList(Math.min(from, to), to));
        return page;
    }
}
