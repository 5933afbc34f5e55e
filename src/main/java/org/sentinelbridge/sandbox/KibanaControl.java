package org.sentinelbridge.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.sentinelbridge.sandbox.kibana.KibanaStandIn;

/** {@code POST /_sandbox/kibana/rules/{rule_id}/run}: a rule of the stand-in for Kibana finds events. */
final class KibanaControl {

    private static final int PARTS = 5;
    private static final int MOST_EVENTS = 1_000;

    private final KibanaStandIn kibana;

    KibanaControl(KibanaStandIn kibana) {
        this.kibana = kibana;
    }

    boolean serves(Request request) {
        var path = request.segments();
        return path.size() == PARTS && path.subList(0, 3).equals(List.of("_sandbox", KibanaSurface.PREFIX, "rules"))
                && path.get(4).equals("run") && request.method().equals("POST");
    }

    /** @throws Rejected if the body is no array of events, or a single one */
    CompletionStage<Answer> answer(Request request) {
        return kibana.run(request.segments().get(3), events(request.body())).thenApply(KibanaSurface::answer);
    }

    private static List<ObjectNode> events(byte[] body) {
        var events = new ArrayList<ObjectNode>();
        try {
            var given = Json.read(body);
            for (JsonNode one : given.isArray() ? given : Json.array(List.of(given))) {
                if (!(one instanceof ObjectNode event)) {
                    throw Fields.refuse("Each event that the rule finds must be a JSON object.");
                }
                events.add(event);
            }
        } catch (JsonProcessingException e) {
            throw Fields.refuse("The body is not JSON: " + e.getOriginalMessage());
        }
        if (events.isEmpty() || events.size() > MOST_EVENTS) {
            throw Fields.refuse("A rule finds 1 to " + MOST_EVENTS + " events in a run.");
        }
        return events;
    }
}
