package org.sentinelbridge.operate.manage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sentinelbridge.base.runs.Outcome;
import org.sentinelbridge.component.parked.Discards;
import org.sentinelbridge.component.parked.ParkedFilter;
import org.sentinelbridge.component.parked.ParkedLine;
import org.sentinelbridge.component.parked.ParkedMessage;
import org.sentinelbridge.component.parked.ParkedMessages;
import org.sentinelbridge.component.parked.Replayed;
import org.sentinelbridge.component.parked.Replays;
import org.sentinelbridge.component.parked.Selection;

/** {@code /manage/parked}. */
final class ParkedApi {

    private static final JsonMapper JSON = JsonMapper.builder(
                    JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build())
            .build();
    private static final String BY = "with management.key";

    private final ParkedMessages messages;
    private final Replays replays;
    private final Discards discards;

    ParkedApi(ParkedMessages messages, Replays replays, Discards discards) {
        this.messages = messages;
        this.replays = replays;
        this.discards = discards;
    }

    void install(Api api) {
        api.get("/manage/parked", this::list)
                .getStream("/manage/parked/:id", "application/json", this::detail)
                .getStream("/manage/parked/:id/body", "application/octet-stream", this::body)
                .postForLines("/manage/parked/replay", this::replayAll)
                .postLong("/manage/parked/discard", this::discardAll)
                .postLong("/manage/parked/:id/replay", this::replay)
                .post("/manage/parked/:id/discard", this::discard);
    }

    private JsonNode list(Call call) {
        var filter = new ParkedFilter(
                call.text("flow"), call.text("step"), call.text("case"), call.text("incident"), call.text("text"));
        var page = messages.find(filter, call.number("limit", 50, 1, ParkedMessages.MOST), call.text("before"));
        var answer = JsonNodeFactory.instance.objectNode();
        var list = answer.putArray("parked");
        page.lines().forEach(line -> list.add(json(line.message(), line.bytes())));
        return answer.put("next", page.next()).put("total", page.total());
    }

    private void detail(Call call, OutputStream out) throws IOException {
        var line = line(call);
        var answer = json(line.message(), line.bytes());
        answer.set("replays", JSON.readTree(line.message().replays()));
        messages.older(line.message()).forEach(answer.putArray("older")::add);
        var generator = JSON.createGenerator(out); // closed only if all went well, as it would end what is broken off
        generator.writeStartObject();
        for (var member : answer.properties()) {
            generator.writePOJOField(member.getKey(), member.getValue());
        }
        if (!call.text("body").equals("no")) {
            writeBody(generator, line);
        }
        generator.writeEndObject();
        generator.close();
    }

    private void writeBody(JsonGenerator generator, ParkedLine line) throws IOException {
        generator.writeFieldName("body");
        if (line.message().encoding().equals("base64")) {
            generator.writeBinary(messages.body(line), (int) line.bytes());
        } else {
            generator.writeString(new InputStreamReader(messages.body(line), StandardCharsets.UTF_8), -1);
        }
    }

    private void body(Call call, OutputStream out) throws IOException {
        messages.body(line(call)).transferTo(out);
    }

    private ParkedLine line(Call call) {
        var id = call.part("id");
        return messages.line(id).orElseThrow(() -> new Problem(404, "No parked message has the id " + id + "; it was "
                + discards.supersededBy(id).map(run -> "superseded by run " + run).orElse("replayed or discarded, or never was")));
    }

    private JsonNode replay(Call call) {
        var replayed = replays.replay(call.part("id"), Call.longText(call.body(), "body"));
        checkTried(replayed.reason(), replayed.message());
        return json(replayed);
    }

    private void replayAll(Call call, Lines lines) {
        var tally = new int[Outcome.values().length];
        var untried = replays.replayAll(selection(call.body()), replayed -> {
            tally[replayed.outcome().ordinal()]++;
            return lines.add(json(replayed));
        });
        var end = JsonNodeFactory.instance.objectNode();
        var done = 0;
        for (var count : tally) {
            done += count;
        }
        end.put("done", done);
        for (var outcome : List.of(Outcome.DELIVERED, Outcome.QUEUED, Outcome.PARKED, Outcome.SUPERSEDED, Outcome.FAILED)) {
            end.put(outcome.word(), tally[outcome.ordinal()]);
        }
        end.put("not_tried", untried.messages());
        if (!untried.why().isEmpty()) {
            end.put("message", untried.why());
        }
        lines.add(end);
    }

    private JsonNode discard(Call call) {
        var id = call.part("id");
        var reason = reason(call.body());
        var done = discards.discard(id, BY, reason);
        checkTried(done.reason(), done.message());
        return JsonNodeFactory.instance.objectNode()
                .put("id", id)
                .put("outcome", "discarded")
                .put("message", "Discarded: " + reason);
    }

    private JsonNode discardAll(Call call) {
        var reason = reason(call.body());
        var counts = discards.discardAll(selection(call.body()), BY, reason);
        var answer = JsonNodeFactory.instance.objectNode().put("discarded", counts.discarded()).put("left", counts.left());
        var superseded = answer.putArray("superseded");
        counts.superseded().forEach(one -> superseded.addObject().put("id", one.id()).put("message", one.message()));
        return answer;
    }

    private static String reason(ObjectNode body) {
        var reason = Call.text(body, "reason").strip();
        if (reason.isEmpty()) {
            throw new Problem(400, "reason: say why, for those who look for the message later");
        }
        return reason;
    }

    private static Selection selection(ObjectNode body) {
        var filter = new ParkedFilter(
                Call.text(body, "flow"), Call.text(body, "step"), Call.text(body, "case"),
                Call.text(body, "incident"), Call.text(body, "text"));
        if (!body.has("ids")) {
            return new Selection(filter, Optional.empty());
        }
        var ids = new ArrayList<String>();
        body.get("ids").forEach(id -> ids.add(id.asText()));
        if (!body.get("ids").isArray() || ids.isEmpty()) {
            throw new Problem(400, "ids: must be a list of ids of parked messages, with one at least");
        }
        return new Selection(filter, Optional.of(ids));
    }

    private static void checkTried(Replayed.Reason reason, String message) {
        switch (reason) {
            case GONE -> throw new Problem(404, message);
            case BUSY, SUPERSEDED -> throw new Problem(409, message);
            case SIDE, NONE -> { }
        }
    }

    private static ObjectNode json(Replayed replayed) {
        return JsonNodeFactory.instance.objectNode()
                .put("id", replayed.id())
                .put("outcome", replayed.outcome().word())
                .put("message", replayed.message())
                .put("run_id", replayed.runId());
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
