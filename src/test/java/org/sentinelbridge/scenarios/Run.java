package org.sentinelbridge.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.sentinelbridge.golden.Golden;

/** One scenario being played: its steps in order, then what came of them. */
final class Run {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration GRACE = Duration.ofSeconds(3);
    private static final String GIVEN = "given.json";
    private static final String MEANWHILE = "meanwhile.json";

    private final RunningBridge bridge;
    private final StandIn standIn;
    private final HttpClient http;
    private final Path folder;
    private final Golden golden;
    private final List<JsonNode> answers = new ArrayList<>();
    private final List<String> bodies = new ArrayList<>();
    /** Stands in the ids of alerts, so that those of another run are others. */
    private final String id = UUID.randomUUID().toString().replaceAll("-.*", "");
    private String incident = "";

    Run(RunningBridge bridge, StandIn standIn, HttpClient http, Path folder) {
        this.bridge = bridge;
        this.standIn = standIn;
        this.http = http;
        this.folder = folder;
        this.golden = new Golden(folder.resolve("then"));
    }

    void play() throws IOException, InterruptedException {
        var before = standIn.state();
        for (var step : steps()) {
            var name = step.getFileName().toString();
            var text = filled(Files.readString(step));
            if (name.endsWith(".http")) {
                send(name.equals("when.http") ? "response.json" : name.replace(".http", ".json"), RequestFile.parse(step, text));
            } else {
                standIn.perform(text);
            }
        }
        if (isOfAlerts()) {
            bridge.awaitDeliveries();
            var after = standIn.state();
            golden.check("rows.json", unfilled(StandIn.rows(after, id)));
            golden.check("answers.json", StandIn.ingestionAnswers(before, after));
        } else {
            var after = standIn.state();
            golden.check("incidents.json", StandIn.incidents(after));
            golden.check("requests.json", StandIn.calls(before, after));
        }
        parked();
        golden.finish();
    }

    private List<Path> steps() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith(MEANWHILE))
                    .sorted(Comparator.comparing((Path file) -> !file.endsWith(GIVEN)).thenComparing(Path::getFileName))
                    .toList();
        }
    }

    private boolean isOfAlerts() {
        return folder.getFileName().toString().startsWith("alert");
    }

    /** The other way round, so that what comes out is the same each time. */
    private JsonNode unfilled(JsonNode node) throws IOException {
        return JSON.readTree(node.toString().replace(id, "{{run}}"));
    }

    private String filled(String text) {
        return text.replace("{{run}}", id).replace("{{key}}", RunningBridge.KEY).replace("{{incident}}", incident);
    }

    private void send(String goldenName, RequestFile file) throws IOException, InterruptedException {
        var before = standIn.state();
        bodies.add(file.body());
        var start = System.nanoTime();
        var pending = Stream.generate(() -> http.sendAsync(file.to(bridge.url()), BodyHandlers.ofString()))
                .limit(file.parallel())
                .toList();
        if (file.meanwhile()) {
            await().until(() -> !StandIn.calls(before, standIn.state()).isEmpty());
            standIn.perform(Files.readString(folder.resolve(MEANWHILE)));
        }
        for (var answer : pending.stream().map(CompletableFuture::join).toList()) {
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
            var body = JSON.readTree(answer.body());
            answers.add(body);
            if (incident.isEmpty()) {
                incident = body.path("sentinel_incident_id").asText();
            }
            golden.check(goldenName, described(answer, body));
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("answered within the budget")
                .isLessThan(RunningBridge.BUDGET.plus(GRACE));
    }

    private static JsonNode described(HttpResponse<String> answer, JsonNode body) {
        var description = JSON.createObjectNode().put("status", answer.statusCode());
        answer.headers().firstValue("Retry-After").ifPresent(value -> description.put("Retry-After", value));
        return description.set("body", body);
    }

    /** What is parked, and that the caller was told under which id. */
    private void parked() throws IOException {
        var rows = JSON.createArrayNode();
        for (var message : bridge.parked()) {
            var row = rows.addObject();
            if (message.flow().equals("alert-delivery")) {
                row.put("body", message.body().toString().replace(id, "{{run}}"));
            } else {
                assertThat(answers).anySatisfy(answer -> {
                    assertThat(answer.path("parked_id").asText()).isEqualTo(message.id());
                    assertThat(answer.path("run_id").asText()).isEqualTo(message.runId());
                });
                assertThat(bodies).contains(message.body().toString());
            }
            row
                    .put("flow", message.flow())
                    .put("step", message.step())
                    .put("action", message.action())
                    .put("case_id", message.caseId())
                    .put("incident_id", message.incidentId())
                    .put("cause", message.cause())
                    .put("attempts", message.attempts());
        }
        golden.checkUnlessEmpty("parked.json", rows);
    }
}
