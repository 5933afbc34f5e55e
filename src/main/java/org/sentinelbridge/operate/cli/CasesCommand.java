package org.sentinelbridge.operate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import org.sentinelbridge.operate.cli.Table.Column;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bridge cases}: what waits to be written to Sentinel, in a running bridge. Ends with 1 if some of it needs a person. */
@Command(
        name = "cases",
        description = "Cases that wait to be written to Sentinel, the oldest first; ends with 1 if one needs a person",
        mixinStandardHelpOptions = true)
final class CasesCommand implements Callable<Integer> {

    private static final Table TABLE = new Table(
            new Column("CASE", "case_id", 12),
            new Column("INCIDENT", "incident_id", 36),
            new Column("STATE", "state", 5),
            new Column("COMMENTS", "comments", 8),
            new Column("SINCE", "since", 24),
            new Column("EXPECTED", "expected", 24),
            new Column("WHAT TO DO", "trouble", 0));

    @Spec
    private CommandSpec spec;

    @Mixin
    private RunningBridge bridge;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "50",
            description = "At the most so many, up to 200; ${DEFAULT-VALUE} if not given")
    private int limit;

    @Option(names = "--json", description = "As JSON")
    private boolean json;

    @Override
    public Integer call() {
        var answer = bridge.connect().get("/manage/cases", Map.of("limit", String.valueOf(limit)));
        var out = spec.commandLine().getOut();
        if (json) {
            out.println(answer.toPrettyString());
        } else {
            TABLE.head(out);
            answer.path("cases").forEach(line -> TABLE.row(line, out));
            tell(answer, out);
        }
        out.flush();
        return answer.path("in_trouble").asInt() > 0 ? 1 : 0;
    }

    private static void tell(JsonNode answer, PrintWriter out) {
        if (!answer.path("paused_until").asText().isEmpty()) {
            out.printf("Nothing is tried before %s: %s%n", answer.path("paused_until").asText(), Table.plain(answer.path("paused_by").asText()));
        }
        out.printf("%d waiting, %d of them for a person%n", answer.path("waiting").asInt(), answer.path("in_trouble").asInt());
    }
}
