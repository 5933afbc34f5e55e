package org.sentinelbridge.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With {@code logging.format=json} everything that the process writes, from its start to its end, is one JSON object a line. */
final class LoggingIT {

    @TempDir
    private Path home;

    @Test
    void everyLineOfARunningBridgeIsAnObjectWithTheNamesOfEcs() {
        try (var bridge = RunningBridge.start(home, Map.of("logging.format", "json", "sandbox.port", String.valueOf(Project.freePort())))) {
            var done = Caller.json(bridge.caller().post(Caller.create("logged-case"))).path("run_id").asText();
            var hostile = bridge.caller().send(bridge.caller().to("/cases").POST(BodyPublishers.ofString(
                    "{\"action\":\"create-incident\",\"case_id\":\"x\\n{\\\"log.level\\\":\\\"OFF\\\"}\",\"case_title\":1}")));
            assertThat(hostile.statusCode()).isEqualTo(400);
            var refused = Caller.json(hostile).path("run_id").asText();
            bridge.program().awaitOut(refused, Duration.ofSeconds(20));
            bridge.program().awaitOut("nothing leaves this machine", Duration.ofSeconds(60));
            bridge.program().askToStop();
            bridge.program().exitCode(Duration.ofSeconds(40));

            var lines = objects(bridge.program());
            assertThat(lines).filteredOn(line -> line.path("run_id").asText().equals(done)).as("of the run " + done).isNotEmpty();
            assertThat(lines).filteredOn(line -> line.path("run_id").asText().equals(refused)).anySatisfy(line ->
                    assertThat(line.path("log.level").asText()).isEqualTo("WARN"));
            assertThat(lines).extracting(line -> line.path("message").asText()).anyMatch(text -> text.startsWith("Listening on"));
            assertThat(bridge.program().written()).doesNotContain(RunningBridge.KEY);
        }
    }

    @Test
    void anIdIsOneWordWhateverIsInIt() {
        try (var bridge = RunningBridge.start(home, Map.of("sandbox.port", String.valueOf(Project.freePort())))) {
            for (var forged : List.of("1 incident=forged run=forged", "2\\tincident=forged\\u00a0run=forged", "3\\u2028incident=forged\\nrun=forged", " ")) {
                var incident = Caller.json(bridge.caller().post(Caller.create(forged))).path("sentinel_incident_id").asText();
                var line = bridge.program().awaitOut("^[^\\n]* incident=" + incident + " run=[^\\n]*$", Duration.ofSeconds(20)).group();
                assertThat(line).matches(".* create-incident case=\\S+ incident=\\S+ run=\\S+");
            }
        }
    }

    @Test
    void soIsTheReasonWhyItDoesNotStart() {
        Project.copy(home, "routes", "application.properties");
        var settings = Map.of("logging.format", "json", "webhook.budget", "nonsense", "sandbox.port", "0", "sandbox.amqp-port", "0");
        try (var program = RunningBridge.launch(home, settings, Map.of())) {
            assertThat(program.exitCode(Duration.ofSeconds(60))).isEqualTo(2);
            assertThat(objects(program)).filteredOn(line -> line.path("log.level").asText().equals("ERROR")).singleElement()
                    .satisfies(line -> assertThat(line.path("message").asText()).contains("does not start", "webhook.budget", "nonsense"));
        }
    }

    private static List<JsonNode> objects(Program program) {
        var lines = program.written().lines().filter(line -> !line.isEmpty()).map(Caller::json).toList();
        assertThat(lines).isNotEmpty().allSatisfy(line -> {
            assertThat(line.isObject()).as(line.toString()).isTrue();
            assertThat(line.fieldNames()).toIterable().contains("@timestamp", "ecs.version", "log.level", "message", "log.logger");
            assertThat(Instant.parse(line.path("@timestamp").asText())).isAfter(Instant.EPOCH);
        });
        return lines;
    }
}
