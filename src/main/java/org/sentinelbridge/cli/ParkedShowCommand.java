package org.sentinelbridge.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.concurrent.Callable;
import org.sentinelbridge.manage.RemoteBridge;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bridge parked show}. */
@Command(name = "show", description = "A parked message with its body", mixinStandardHelpOptions = true)
final class ParkedShowCommand implements Callable<Integer> {

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
        var message = bridge.connect().get(path, Map.of());
        var text = message.path("body").asText();
        if (json) {
            out.println(message.toPrettyString());
        } else {
            ((ObjectNode) message).remove("body");
            Table.members(message, out);
            message.path("replays").forEach(replay -> out.printf("%-14s %s %s: %s%n", "replay", replay.path("at").asText(),
                    replay.path("outcome").asText(), Table.plain(replay.path("message").asText())));
            out.println();
            out.println(Table.plain(text));
        }
        out.flush();
        return 0;
    }
}
