package org.sentinelbridge.operate.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.sentinelbridge.base.settings.SettingsException;
import org.sentinelbridge.operate.doctor.Connection;
import org.sentinelbridge.operate.doctor.Connections;
import org.sentinelbridge.operate.doctor.Doctor;
import org.sentinelbridge.operate.doctor.State;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bridge doctor}: how each side of the bridge is, why, and what to do. */
@Command(
        name = "doctor",
        description = "Check each side of the bridge: OK, WARN or FAIL, why, and what to do next",
        mixinStandardHelpOptions = true,
        footer = "Exit code: 0 no FAIL, 1 a FAIL, 2 wrong usage or settings that cannot be read")
public final class DoctorCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--write", description = "also write: an incident, which is deleted or closed again, and a row; both say what they are")
    private boolean write;

    @Option(names = "--json", description = "the findings as JSON")
    private boolean json;

    @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "10", description = "how long a check may take (default: 10)")
    private int timeout;

    @Override
    public Integer call() {
        var connections = visit().check(Duration.ofSeconds(timeout));
        var out = spec.commandLine().getOut();
        if (json) {
            out.println(Connections.json(connections).toPrettyString());
        } else {
            print(connections, out);
        }
        out.flush();
        return connections.stream().anyMatch(connection -> connection.state() == State.FAIL) ? 1 : 0;
    }

    private Connections visit() {
        var own = FolderSettings.ofFile();
        if (!own.flag(FolderSettings.SANDBOX)) {
            return Doctor.visit(own, write, new Declaration());
        }
        try {
            return Doctor.visit(FolderSettings.withSandbox(own), write, new Declaration());
        } catch (SettingsException e) {
            return Doctor.visitWithoutSandbox(own, e.getMessage(), new Declaration());
        }
    }

    private static void print(List<Connection> connections, PrintWriter out) {
        for (var connection : connections) {
            out.println(connection.name());
            if (!connection.on()) {
                out.println("  off   " + connection.next());
            }
            for (var finding : connection.checks()) {
                out.printf("  %-4s  %-14s %s%n", finding.state(), finding.name(), finding.why());
                if (!finding.next().isEmpty()) {
                    out.printf("        %-14s -> %s%n", "", finding.next());
                }
            }
        }
    }
}
