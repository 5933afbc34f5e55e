package org.sentinelbridge.operate.manage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Predicate;
import org.sentinelbridge.component.conversation.ConversationList;

/** {@code /manage/cases}: what waits to be written to incidents. */
final class CasesApi {

    /** For each the store counts what comes before it. */
    private static final int MOST = 200;

    private final ConversationList cases;
    private final Predicate<String> retry;

    /** @param retry has what waits for an incident tried soon; false if nothing waits */
    CasesApi(ConversationList cases, Predicate<String> retry) {
        this.cases = cases;
        this.retry = retry;
    }

    void install(Api api) {
        api.get("/manage/cases", this::list).post("/manage/cases/:incident/retry", this::retry);
    }

    private JsonNode list(Call call) {
        var backlog = cases.backlog();
        var answer = JsonNodeFactory.instance.objectNode()
                .put("waiting", backlog.conversations())
                .put("in_trouble", backlog.troubles())
                .put("paused_by", cases.pausedBy())
                .put("paused_until", cases.pausedUntil().map(Times::text).orElse(""))
                .put("expected_end", backlog.conversations() == 0 ? "" : Times.text(cases.expectedEnd()));
        var list = answer.putArray("cases");
        cases.waiting(call.number("limit", 50, 1, MOST)).forEach(line -> list.add(json(line)));
        return answer;
    }

    private static ObjectNode json(ConversationList.Line line) {
        var isInTrouble = !line.trouble().isEmpty();
        return JsonNodeFactory.instance.objectNode()
                .put("case_id", line.subject())
                .put("incident_id", line.name())
                .put("state", line.states() > 0)
                .put("comments", line.parts())
                .put("since", Times.text(line.since()))
                .put("expected", isInTrouble ? "" : Times.text(line.expected()))
                .put("trouble", line.trouble())
                .put("trouble_since", line.troubleSince().map(Times::text).orElse(""));
    }

    private JsonNode retry(Call call) {
        var incident = call.part("incident");
        if (!retry.test(incident)) {
            throw new Problem(404, "Nothing waits for an incident " + incident + "; it has been written, or never waited");
        }
        return JsonNodeFactory.instance.objectNode()
                .put("incident_id", incident)
                .put("message", cases.pausedUntil()
                        .map(until -> "It is tried at " + Times.text(until) + ", because Sentinel takes nothing before: " + cases.pausedBy())
                        .orElse("It is tried now; if it fails again, it says so here"));
    }
}
