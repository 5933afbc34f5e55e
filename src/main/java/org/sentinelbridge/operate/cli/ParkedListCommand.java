package org.sentinelbridge.operate.cli;

import java.util.concurrent.Callable;
import org.sentinelbridge.operate.cli.Table.Column;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bridge parked list}. */
@Command(name = "list", description = "Parked messages, the newest first", mixinStandardHelpOptions = true)
final class ParkedListCommand implements Callable<Integer> {

    private static final Table TABLE = new Table(
            new Column("ID", "id", 36),
            new Column("PARKED", "parked_at", 24),
            new Column("FLOW", "flow", 18),
            new Column("ACTION", "action", 23),
            new Column("CASE", "case_id", 12),
            new Column("TRIES", "attempts", 5),
            new Column("CAUSE", "cause", 0));

    @Spec
    private CommandSpec spec;

    @Mixin
    private RunningBridge bridge;

    @Mixin
    private ParkedFilterOptions filter;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "50",
            description = "At the most so many, up to 1000; ${DEFAULT-VALUE} if not given")
    private int limit;

    @Option(names = "--json", description = "As JSON")
    private boolean json;

    @Override
    public Integer call() {
        var parameters = filter.parameters();
        parameters.put("limit", String.valueOf(limit));
        var page = bridge.connect().get("/manage/parked", parameters);
        var out = spec.commandLine().getOut();
        if (json) {
            out.println(page.toPrettyString());
        } else {
            TABLE.head(out);
            page.path("parked").forEach(message -> TABLE.row(message, out));
            out.printf("%d of %d%n", page.path("parked").size(), page.path("total").asInt());
        }
        out.flush();
        return 0;
    }
}
