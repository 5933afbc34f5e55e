package org.sentinelbridge.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
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
        var operator = new CommandLine(home, "-Dmanagement.port=" + management);
        try (var bridge = RunningBridge.start(home, Map.of("management.port", management, "sandbox.port", sandbox));
                var follower = operator.start("runs", "--follow")) {
            follower.awaitOut("BEGAN +OUTCOME +FLOW", SOON);
            var faults = new Caller("http://127.0.0.1:" + sandbox, "none");
            faults.send(faults.toWithoutKey("/_sandbox/faults").POST(BodyPublishers.ofString("{\"role\": false}")));
            // what came before the first look at the store is not followed
            await().atMost(SOON).pollInterval(Duration.ofSeconds(1)).until(() -> {
                bridge.caller().post(Caller.create("operated"));
                return follower.out().contains("case-webhook");
            });

            var list = operator.run(0, "parked", "list", "--case=operated").out();
            assertThat(list).contains("case-webhook", "create-incident", "operated");

            assertThat(operator.run(1, "parked", "replay", "--all").out()).contains("0 delivered").contains("still parked");
            faults.send(faults.toWithoutKey("/_sandbox/faults").DELETE());
            assertThat(operator.run(0, "parked", "replay", "--all").out()).contains("0 still parked, 0 superseded, 0 not tried");

            follower.awaitOut(" delivered +replay +create-incident ", SOON);
            assertThat(operator.run(0, "parked", "list").out()).contains("0 of 0");
        }
        assertThat(operator.run(2, "parked", "list").out()).isEmpty();
    }
}
