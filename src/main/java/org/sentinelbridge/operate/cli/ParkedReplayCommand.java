package org.sentinelbridge.operate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.sentinelbridge.operate.cli.Table.Column;
import org.sentinelbridge.operate.manage.RemoteBridge;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bridge parked replay}. */
@Command(
        name = "replay",
        description = {
            "Send parked messages through the flow that they came from, the oldest first. What arrives is no longer parked.",
            "Of a flow whose other side takes nothing it tries three in a row, and leaves the rest.",
            "Ctrl+C stops it between two messages."},
        mixinStandardHelpOptions = true,
        footer = "Exit code: 0 all have arrived, are queued or superseded, 1 some are still parked, 2 wrong usage or no bridge there")
final class ParkedReplayCommand implements Callable<Integer> {

    private static final Table TABLE =
            new Table(new Column("ID", "id", 36), new Column("OUTCOME", "outcome", 10), new Column("MESSAGE", "message", 0));
    private static final Set<String> GOOD = Set.of("delivered", "queued", "superseded");

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

    @Option(names = "--body", paramLabel = "FILE",
            description = "Send this in place of what was received, for one ID; - is the standard input")
    private Optional<String> body;

    @Option(names = "--json", description = "One JSON object a line")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (ids.isEmpty() && filter.isEmpty() && !all) {
            throw new ParameterException(spec.commandLine(), "Say which: IDs, a filter such as --flow, or --all");
        }
        if (body.isPresent() && ids.size() != 1) {
            throw new ParameterException(spec.commandLine(), "--body: is for one ID");
        }
        var still = new AtomicInteger();
        if (ids.size() == 1 && filter.isEmpty()) {
            tell(bridge.connect().post("/manage/parked/" + RemoteBridge.encoded(ids.get(0)) + "/replay", edited()), still);
        } else {
            if (!json) {
                TABLE.head(spec.commandLine().getOut());
            }
            bridge.connect().postForLines("/manage/parked/replay", Selections.of(filter, ids), line -> tell(line, still));
        }
        return still.get() == 0 ? 0 : 1;
    }

    private ObjectNode edited() throws IOException {
        var request = JsonNodeFactory.instance.objectNode();
        if (body.isPresent()) {
            var bytes = body.get().equals("-") ? System.in.readAllBytes() : Files.readAllBytes(Path.of(body.get()));
            request.put("body", new String(bytes, StandardCharsets.UTF_8));
        }
        return request;
    }

    private void tell(JsonNode line, AtomicInteger still) {
        var out = spec.commandLine().getOut();
        if (json) {
            out.println(line);
        } else if (line.has("id")) {
            TABLE.row(line, out);
        } else {
            out.printf("%d done: %d delivered, %d queued, %d still parked, %d superseded, %d not tried%n",
                    line.path("done").asInt(), line.path("delivered").asInt(), line.path("queued").asInt(),
                    line.path("parked").asInt(), line.path("superseded").asInt(), line.path("failed").asInt() + line.path("not_tried").asInt());
            Table.plain(line.path("message").asText("")).lines().forEach(out::println);
        }
        out.flush();
        if (line.path("not_tried").asInt() > 0 || line.has("id") && !GOOD.contains(line.path("outcome").asText())) {
            still.incrementAndGet();
        }
    }
}
