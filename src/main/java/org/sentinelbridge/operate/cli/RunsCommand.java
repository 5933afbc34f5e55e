package org.sentinelbridge.operate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.sentinelbridge.operate.cli.Table.Column;
import org.sentinelbridge.operate.manage.RemoteBridge;
import org.sentinelbridge.operate.manage.RemoteException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bridge runs}: what a running bridge has done. */
@Command(
        name = "runs",
        description = "What the bridge has done: runs, the newest first, or one with its steps",
        mixinStandardHelpOptions = true)
final class RunsCommand implements Callable<Integer> {

    private static final Table TABLE = new Table(
            new Column("BEGAN", "started_at", 24),
            new Column("OUTCOME", "outcome", 10),
            new Column("FLOW", "flow", 18),
            new Column("ACTION", "action", 23),
            new Column("ITEMS", "items", 5),
            new Column("MS", "ms", 6),
            new Column("CASE", "case_id", 12),
            new Column("RUN", "run_id", 33),
            new Column("CAUSE", "cause", 0));
    private static final Table STEPS =
            new Table(new Column("AT MS", "at_ms", 6), new Column("MS", "ms", 6), new Column("STEP", "step", 0));
    private static final long PAUSE_SECONDS = 2;

    @Spec
    private CommandSpec spec;

    @Mixin
    private RunningBridge bridge;

    @Parameters(arity = "0..1", paramLabel = "RUN", description = "Id of one run, to be shown with its steps")
    private Optional<String> id;

    @Option(names = "--flow", paramLabel = "FLOW", defaultValue = "", description = "Of this flow, such as alert-delivery")
    private String flow;

    @Option(names = "--outcome", paramLabel = "OUTCOME", defaultValue = "",
            description = "delivered, queued, parked, superseded, refused or failed")
    private String outcome;

    @Option(names = "--case", paramLabel = "ID", defaultValue = "", description = "Of this Kibana case")
    private String caseId;

    @Option(names = "--incident", paramLabel = "ID", defaultValue = "", description = "Of this Sentinel incident")
    private String incident;

    @Option(names = "--text", paramLabel = "TEXT", defaultValue = "",
            description = "With this text in cause, case, incident, run or action")
    private String text;

    @Option(names = "--from", paramLabel = "TIME", defaultValue = "",
            description = "That began then or later, such as 2026-11-25T09:00:00Z")
    private String from;

    @Option(names = "--to", paramLabel = "TIME", defaultValue = "", description = "That began before")
    private String to;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "50",
            description = "At the most so many, up to 1000; ${DEFAULT-VALUE} if not given")
    private int limit;

    @Option(names = "--follow", description = "Those that are recorded from now on, until Ctrl+C")
    private boolean follow;

    @Option(names = "--json", description = "As JSON; with --follow one object a line")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        var remote = bridge.connect();
        var out = spec.commandLine().getOut();
        if (id.isPresent()) {
            one(remote.get("/manage/runs/" + RemoteBridge.encoded(id.get()), Map.of()), out);
        } else if (follow) {
            follow(remote, out);
        } else {
            list(remote, out);
        }
        out.flush();
        return 0;
    }

    private void one(JsonNode run, PrintWriter out) {
        if (json) {
            out.println(run.toPrettyString());
            return;
        }
        Table.members(run, out);
        if (!run.path("steps").isEmpty()) {
            out.println();
            STEPS.head(out);
            run.path("steps").forEach(step -> STEPS.row(step, out));
        }
    }

    private void list(RemoteBridge remote, PrintWriter out) {
        var parameters = parameters();
        parameters.put("limit", String.valueOf(limit));
        var page = remote.get("/manage/runs", parameters);
        if (json) {
            out.println(page.toPrettyString());
            return;
        }
        TABLE.head(out);
        page.path("runs").forEach(run -> TABLE.row(run, out));
        if (!page.path("next").asText().isEmpty()) {
            out.println("There are more; --limit shows more of them, filters find the right ones");
        }
    }

    /** Comes again when the bridge was away, and goes on where it stopped. */
    private void follow(RemoteBridge remote, PrintWriter out) throws InterruptedException {
        if (!json) {
            TABLE.head(out);
            out.flush();
        }
        var last = "";
        var known = false;
        while (true) {
            try {
                last = remote.follow("/manage/runs/live", parameters(), last, run -> {
                    if (json) {
                        out.println(run);
                        out.flush();
                    } else {
                        TABLE.row(run, out);
                    }
                });
                known = true;
            } catch (RemoteException e) {
                if (!known || e.status() != 0) {
                    throw e;
                }
            }
            spec.commandLine().getErr().println("The connection broke off; trying again");
            TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
        }
    }

    private Map<String, String> parameters() {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("flow", flow);
        parameters.put("outcome", outcome);
        parameters.put("case", caseId);
        parameters.put("incident", incident);
        parameters.put("text", text);
        parameters.put("from", from);
        parameters.put("to", to);
        return parameters;
    }
}
