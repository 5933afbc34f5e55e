package org.sentinelbridge.component.parked;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The last replays of a message that failed, the newest first: {@code [{"at", "outcome", "message"}]}. */
public final class FailedReplays {

    private static final int MOST = 10;
    private static final int MOST_TEXT = 1_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode all;

    private FailedReplays(JsonNode all) {
        this.all = all;
    }

    static FailedReplays of(String json) {
        try {
            return new FailedReplays(JSON.readTree(json));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the replays of a parked message are no JSON", e);
        }
    }

    FailedReplays with(Instant at, Replayed replayed) {
        var more = JsonNodeFactory.instance.arrayNode();
        var text = replayed.message();
        more.addObject()
                .put("at", at.truncatedTo(ChronoUnit.MILLIS).toString())
                .put("outcome", replayed.outcome().word())
                .put("message", text.length() > MOST_TEXT ? text.substring(0, MOST_TEXT) + "…" : text);
        for (var i = 0; i < Math.min(MOST - 1, all.size()); i++) {
            more.add(all.get(i));
        }
        return new FailedReplays(more);
    }

    /** As JSON text. */
    public String json() {
        return all.toString();
    }
}
