package org.sentinelbridge.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where nobody knows whether Azure has taken a request, that request is repeated, and nothing else with it. */
final class DoubtfulIT {

    private static final String INGESTION = "\"match\":{\"path\":\"dataCollectionRules/.+\"}";
    private static final int FIRST = 20;

    @TempDir
    private Path home;

    private final StandIn azure = new StandIn();

    @AfterEach
    void stop() {
        azure.close();
    }

    @ParameterizedTest
    @CsvSource({
        "the answer is lost, '\"cut\":\"after\"'",
        "503 after the commit, '\"status\":503,\"commit\":true'"
    })
    void onlyTheRequestInDoubtIsRepeated(String name, String fault) {
        var times = 3;
        azure.disturb("{" + INGESTION + "," + fault + ",\"times\":" + times + "}");
        try (var bridge = RunningBridge.start(home, azure.settings())) {
            var acknowledged = new HashSet<String>();
            send(bridge, FIRST, acknowledged);
            await().atMost(Duration.ofSeconds(20)).until(() -> azure.alerts().size() > 0);
            var inDoubt = azure.alerts().size();
            // these come while the first ones wait to be repeated
            for (var known = azure.ingestionRequests(); azure.ingestionRequests() < known + times; ) {
                send(bridge, 5, acknowledged);
            }
            await().atMost(Duration.ofMinutes(1)).until(() -> azure.alerts().equals(acknowledged));

            System.out.println(name + ": acknowledged=" + acknowledged.size() + " arrived=" + azure.alerts().size()
                    + " rows=" + (azure.alerts().size() + azure.duplicates()) + " doubled=" + azure.duplicates() + " (" + times
                    + " requests in doubt, of " + inDoubt + " alerts each)");
            assertThat(azure.duplicates()).isEqualTo(times * inDoubt);
        }
    }

    private static void send(RunningBridge bridge, int alerts, Set<String> acknowledged) {
        var caller = bridge.caller();
        for (var i = 0; i < alerts; i++) {
            var uuid = UUID.randomUUID().toString();
            assertThat(caller.send(caller.to("/alerts").POST(BodyPublishers.ofString(AlertTraffic.alert(uuid)))).statusCode()).isEqualTo(202);
            acknowledged.add(uuid);
        }
    }
}
