package org.sentinelbridge.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engineer has a copy of everything go to a server that is down. That is trouble of the copy, and of nobody else. */
final class CopiesIT {

    @TempDir
    private Path home;

    @Test
    void aCopyThatFailsAnswersNobodyAndParksNothing() throws Exception {
        Project.copy(home, "routes", "application.properties");
        tap("case-webhook", "        - log:\n            id: tell\n            message: \"${variable.action}");
        tap("alert-webhook", "        - to:\n            id: answer\n");
        tap("alert-delivery", "        - to:\n            id: to-rows\n");
        try (var azure = new StandIn(); var bridge = RunningBridge.startAgain(home, azure.settings())) {
            var created = bridge.caller().post(Caller.create("tapped"));
            assertThat(created.statusCode()).as(created.body()).isEqualTo(200);
            assertThat(Caller.json(created).has("sentinel_incident_id")).isTrue();

            var accepted = bridge.caller().send(bridge.caller().to("/alerts").POST(BodyPublishers.ofString(
                    "{\"alerts\": [{\"kibana.alert.uuid\": \"tapped-1\"}]}")));
            assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
            await().atMost(Duration.ofSeconds(20)).until(() -> azure.alerts().contains("tapped-1"));

            await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(warnings(bridge))
                    .anyMatch(line -> line.contains("case-webhook run=") && line.contains("a copy of it failed"))
                    .anyMatch(line -> line.contains("alert-webhook run=") && line.contains("a copy of it failed"))
                    .anyMatch(line -> line.contains("alert-delivery run=") && line.contains("a copy of it failed")));
            assertThat(warnings(bridge)).noneMatch(line -> line.contains("answered")).noneMatch(line -> line.contains(" ERROR "));
            assertThat(bridge.program().out()).contains("alert-delivery rows=1 delivered");
            assertThat(Database.rows(home, "SELECT id FROM parked")).isEmpty();
        }
    }

    private void tap(String route, String before) throws IOException {
        var file = Files.walk(home.resolve("routes"))
                .filter(path -> path.toString().endsWith(".camel.yaml"))
                .filter(path -> read(path).contains("id: " + route + "\n"))
                .findFirst().orElseThrow();
        var text = read(file);
        var at = text.indexOf(before, text.indexOf("id: " + route + "\n"));
        assertThat(at).as(before).isPositive();
        var tap = """
                        - wireTap:
                            id: copy-to-nowhere
                            uri: http://127.0.0.1:%d/nobody-listens
                """.formatted(Project.freePort());
        Files.writeString(file, text.substring(0, at) + tap + text.substring(at));
    }

    private static List<String> warnings(RunningBridge bridge) {
        return bridge.program().out().lines().filter(line -> line.contains(" WARN ") || line.contains(" ERROR ")).toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
