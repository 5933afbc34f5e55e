package org.sentinelbridge.operate.manage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Optional;
import org.sentinelbridge.base.runs.Outcome;
import org.sentinelbridge.base.runs.RunFilter;
import org.sentinelbridge.base.runs.RunJson;
import org.sentinelbridge.base.runs.RunTable;

/** {@code /manage/runs}. */
final class RunsApi {

    private final RunTable runs;

    RunsApi(RunTable runs) {
        this.runs = runs;
    }

    JsonNode list(Call call) {
        var page = runs.find(filter(call), call.number("limit", 50, 1, RunTable.MOST), call.text("before"));
        var answer = JsonNodeFactory.instance.objectNode();
        var list = answer.putArray("runs");
        page.runs().forEach(run -> list.add(RunJson.line(run)));
        return answer.put("next", page.next());
    }

    JsonNode detail(Call call) {
        var id = call.part("id");
        return runs.byId(id).map(RunJson::detail).orElseThrow(() -> new Problem(404,
                "No run has the id " + id + "; it is older than runs are kept, or never was"));
    }

    static RunFilter filter(Call call) {
        var outcome = call.text("outcome");
        return new RunFilter(
                call.text("flow"),
                outcome.isEmpty() ? Optional.empty() : Optional.of(Outcome.of(outcome)),
                call.text("case"),
                call.text("incident"),
                call.text("text"),
                call.moment("from"),
                call.moment("to"));
    }
}
