package org.sentinelbridge.operate.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bridge parked discard}. */
@Command(
        name = "discard",
        description = "Drop parked messages for good; a run with the reason stays",
        mixinStandardHelpOptions = true,
        footer = "Exit code: 0 dropped, 1 some or all were not there or are being replayed, 2 wrong usage or no bridge there")
final class ParkedDiscardCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private RunningBridge bridge;

    @Mixin
    private ParkedFilterOptions filter;

    @Parameters(paramLabel = "ID", description = "Of messages; none: by the filter, or --all")
    private List<String> ids = List.of();

    @Option(names = "--all", description = "All that are parked")
    private boolean all;

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why, for those who look for them later")
    private String reason;

    @Option(names = "--json", description = "As JSON")
    private boolean json;

    @Override
    public Integer call() {
        if (ids.isEmpty() && filter.isEmpty() && !all) {
            throw new ParameterException(spec.commandLine(), "Say which: IDs, a filter such as --flow, or --all");
        }
        var counts = bridge.connect().post("/manage/parked/discard", Selections.of(filter, ids).put("reason", reason));
        var out = spec.commandLine().getOut();
        var discarded = counts.path("discarded").asInt();
        if (json) {
            out.println(counts.toPrettyString());
        } else {
            out.printf("%d discarded, %d left because somebody is replaying them%n", discarded, counts.path("left").asInt());
            counts.path("superseded").forEach(one -> out.printf("%s %s%n", one.path("id").asText(), one.path("message").asText()));
        }
        out.flush();
        return counts.path("left").asInt() > 0 || discarded < ids.size() ? 1 : 0;
    }
}
