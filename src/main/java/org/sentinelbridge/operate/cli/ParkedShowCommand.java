package org.sentinelbridge.operate.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import org.sentinelbridge.operate.manage.RemoteBridge;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bridge parked show}. */
@Command(name = "show", description = "A parked message with its body", mixinStandardHelpOptions = true)
final class ParkedShowCommand implements Callable<Integer> {

    private static final int MOST_SHOWN = 1_000_000;

    @Spec
    private CommandSpec spec;

    @Mixin
    private RunningBridge bridge;

    @Parameters(paramLabel = "ID", description = "Of the message")
    private String id;

    @Option(names = "--body", description = "Nothing but the body, byte for byte as it was received, to be edited and replayed")
    private boolean body;

    @Option(names = "--json", description = "As JSON")
    private boolean json;

    @Override
    public Integer call() {
        var path = "/manage/parked/" + RemoteBridge.encoded(id);
        var out = spec.commandLine().getOut();
        if (body) {
            out.flush();
            bridge.connect().copy(path + "/body", System.out);
            return 0;
        }
        if (json) {
            out.println(bridge.connect().get(path, Map.of()).toPrettyString());
        } else {
            var message = (ObjectNode) bridge.connect().get(path, Map.of("body", "no"));
            Table.members(message, out);
            message.path("replays").forEach(replay -> out.printf("%-14s %s %s: %s%n", "replay", replay.path("at").asText(),
                    replay.path("outcome").asText(), Table.plain(replay.path("message").asText())));
            out.println();
            out.println(message.path("bytes").asLong() > MOST_SHOWN ? "Its body is too large to be shown here; --body copies it" : text(path));
        }
        out.flush();
        return 0;
    }

    private String text(String path) {
        var bytes = new ByteArrayOutputStream();
        bridge.connect().copy(path + "/body", bytes);
        return Table.plain(bytes.toString(StandardCharsets.UTF_8));
    }
}
