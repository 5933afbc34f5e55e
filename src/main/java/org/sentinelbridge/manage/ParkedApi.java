package org.sentinelbridge.manage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.sentinelbridge.parked.ParkedFilter;
import org.sentinelbridge.parked.ParkedMessage;
import org.sentinelbridge.parked.ParkedMessages;

/** {@code /manage/parked}. */
final class ParkedApi {

    private final ParkedMessages messages;

    ParkedApi(ParkedMessages messages) {
        this.messages = messages;
    }

    JsonNode list(Call call) {
        var filter = new ParkedFilter(call.text("flow"), call.text("step"), call.text("case"), call.text("incident"), call.text("text"));
        var page = messages.find(filter, call.number("limit", 50, 1, ParkedMessages.MOST), call.text("before"));
        var answer = JsonNodeFactory.instance.objectNode();
        var list = answer.putArray("parked");
        page.lines().forEach(line -> list.add(json(line.message(), line.bytes())));
        return answer.put("next", page.next()).put("total", page.total());
    }

    JsonNode detail(Call call) {
        var id = call.part("id");
        var message = messages.byId(id).orElseThrow(() -> none(id));
        return json(message, message.bytes().length).put("body", message.body());
    }

    private static Problem none(String id) {
        return new Problem(404, "No parked message has the id " + id + "; it was replayed or discarded, or never was");
    }

    private static ObjectNode json(ParkedMessage message, long bytes) {
        return JsonNodeFactory.instance.objectNode()
                .put("id", message.id())
                .put("run_id", message.runId())
                .put("flow", message.flow())
                .put("step", message.step())
                .put("action", message.action())
                .put("case_id", message.caseId())
                .put("incident_id", message.incidentId())
                .put("cause", message.cause())
                .put("attempts", message.attempts())
                .put("parked_at", Times.text(message.parkedAt()))
                .put("bytes", bytes)
                .put("encoding", message.encoding());
    }
}
