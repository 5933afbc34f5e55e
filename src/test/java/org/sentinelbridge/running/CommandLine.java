package org.sentinelbridge.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The distribution's {@code bridge} as an operator calls it in the folder of a bridge.
 *
 * @param options that every call has before its own arguments
 */
record CommandLine(Path home, List<String> options) {

    private static final Duration SOON = Duration.ofSeconds(60);

    CommandLine(Path home, String... options) {
        this(home, List.of(options));
    }

    Program start(String... arguments) {
        var command = new ArrayList<>(List.of(Project.BRIDGE));
        command.addAll(options);
        command.addAll(List.of(arguments));
        return Program.start(home, Map.of("BRIDGE_HOME", home.toString()), command);
    }

    /** A call that has come to its end, whichever that is. */
    Program run(String... arguments) {
        try (var program = start(arguments)) {
            program.exitCode(SOON);
            return program;
        }
    }

    /** A call that has come to this end. */
    Program run(int code, String... arguments) {
        var program = run(arguments);
        assertThat(program.exitCode(SOON)).as(program.written()).isEqualTo(code);
        return program;
    }
}
