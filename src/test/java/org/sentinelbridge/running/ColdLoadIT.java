package org.sentinelbridge.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A bridge that has just started, many at once, and a limit for calls that often is over before the connection is there. */
final class ColdLoadIT {

    private static final int CALLERS = 150;

    @TempDir
    private Path home;

    @Test
    @Timeout(100)
    void whatTakesTooLongIsATimeoutAndNoFaultOfTheBridge() throws Exception {
        try (var azure = new StandIn()) {
            var settings = azure.settings();
            settings.put("http.call-timeout", "100ms");
            settings.put("webhook.budget", "5s");
            settings.put("cases.when-busy", "refuse");
            settings.put("webhook.max-concurrent", String.valueOf(CALLERS));
            try (var bridge = RunningBridge.start(home, settings)) {
                azure.disturb("{\"match\":{\"path\":\"incidents\"},\"delay_ms\":90}");
                var caller = bridge.caller();
                var answers = IntStream.range(0, CALLERS)
                        .mapToObj(i -> caller.sendLater(caller.posting(Caller.create("cold-" + i))))
                        .toList();
                for (var answer : answers) {
                    assertThat(answer.get(30, TimeUnit.SECONDS)).extracting(HttpResponse::statusCode).isIn(200, 503, 504);
                }
                assertThat(bridge.program().written()).doesNotContain("already released");
            }
        }
    }
}
