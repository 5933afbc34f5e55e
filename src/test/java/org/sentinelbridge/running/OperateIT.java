package org.sentinelbridge.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program operates the packaged bridge of its folder, with the key that the sandbox has made. */
class OperateIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path home;

    @Test
    void theShellSeesWhatHappensAndReplaysWhatIsParked() {
        var management = String.valueOf(Project.freePort());
        var sandbox = String.valueOf(Project.freePort());
        try (var bridge = RunningBridge.start(home, Map.of("management.port", management, "sandbox.port", sandbox));
                var follower = start(management, "runs", "--follow")) {
            follower.awaitOut("BEGAN +OUTCOME +FLOW", SOON);
            var faults = new Caller("http://127.0.0.1:" + sandbox, "none");
            faults.send(faults.toWithoutKey("/_sandbox/faults").POST(BodyPublishers.ofString("{\"role\": false}")));
            // what came before the first look at the store is not followed
            await().atMost(SOON).pollInterval(Duration.ofSeconds(1)).until(() -> {
                bridge.caller().post(Caller.create("operated"));
                return follower.out().contains("case-webhook");
            });

            var list = run(management, 0, "parked", "list", "--case=operated");
            assertThat(list).contains("case-webhook", "create-incident", "operated");

            assertThat(run(management, 1, "parked", "replay", "--all")).contains("0 delivered").contains("still parked");
            faults.send(faults.toWithoutKey("/_sandbox/faults").DELETE());
            assertThat(run(management, 0, "parked", "replay", "--all")).contains("0 still parked, 0 not tried");

            follower.awaitOut(" delivered +replay +create-incident ", SOON);
            assertThat(run(management, 0, "parked", "list")).contains("0 of 0");
        }
        assertThat(run(management, 2, "parked", "list")).isEmpty();
    }

    private Program start(String management, String... arguments) {
        var command = new ArrayList<>(List.of(Project.BRIDGE, "-Dmanagement.port=" + management));
        command.addAll(List.of(arguments));
        return Program.start(home, Map.of("BRIDGE_HOME", home.toString()), command);
    }

    private String run(String management, int code, String... arguments) {
        try (var program = start(management, arguments)) {
            assertThat(program.exitCode(SOON)).as(program.written()).isEqualTo(code);
            return program.out();
        }
    }
}
