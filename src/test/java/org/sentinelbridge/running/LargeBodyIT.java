package org.sentinelbridge.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A body as large as application.properties allows must not end the process, with the memory that bin/bridge gives it. */
final class LargeBodyIT {

    private static final int LIMIT = 20 * 1024 * 1024;

    @TempDir
    private Path home;

    @ParameterizedTest
    @ValueSource(strings = {"x", "1,"})
    void isAnswered(String filling) {
        var settings = Map.of("sandbox.port", String.valueOf(Project.freePort()));
        try (var bridge = RunningBridge.start(home, settings)) {
            var list = filling.equals("1,");
            var start = "{\"action\":\"nonsense\",\"more\":" + (list ? "[" : "\"");
            var end = list ? "1]}" : "\"}";
            var body = start + filling.repeat((LIMIT - start.length() - end.length()) / filling.length()) + end;
            assertThat(bridge.caller().post(body).statusCode()).isIn(400, 413);
            assertThat(bridge.program().isRunning()).isTrue();
        }
    }
}
