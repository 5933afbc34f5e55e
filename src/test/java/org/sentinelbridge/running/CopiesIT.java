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

    /** As editing-routes.md says of what must not be lost. */
    @Test
    void aStepThatFailsFailsTheWholeWhichIsTriedAgainAndParked() throws Exception {
        Project.copy(home, "routes", "application.properties");
        insert("case-webhook", "        - to:\n            id: handle\n", """
                        - to:
                            id: must-have-it-too
                            uri: http://127.0.0.1:%d/nobody-listens
                """.formatted(Project.freePort()));
        try (var azure = new StandIn(); var bridge = RunningBridge.startAgain(home, azure.settings())) {
            var answer = bridge.caller().post(Caller.create("both"));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(502);
            assertThat(Database.rows(home, "SELECT attempts FROM parked")).singleElement().isEqualTo(List.of("4"));
            assertThat(bridge.program().out()).contains("answered 502: HttpHostConnectException");
        }
    }

    private void tap(String route, String before) throws IOException {
        insert(route, before, """
                        - wireTap:
                            id: copy-to-nowhere
                            uri: http://127.0.0.1:%d/nobody-listens
                """.formatted(Project.freePort()));
    }

    private void insert(String route, String before, String steps) throws IOException {
        var file = Files.walk(home.resolve("routes"))
                .filter(path -> path.toString().endsWith(".camel.yaml"))
                .filter(path -> read(path).contains("id: " + route + "\n"))
                .findFirst().orElseThrow();
        var text = read(file);
        var at = text.indexOf(before, text.indexOf("id: " + route + "\n"));
        assertThat(at).as(before).isPositive();
        Files.writeString(file, text.substring(0, at) + steps + text.substring(at));
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
