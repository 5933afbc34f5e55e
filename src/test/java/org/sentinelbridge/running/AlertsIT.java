package org.sentinelbridge.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts through the packaged bridge, where bytes, sizes, numbers of callers and settings matter. */
class AlertsIT {

    @TempDir
    Path home;

    private final StandIn azure = new StandIn();

    @AfterEach
    void stop() {
        azure.close();
    }

    private static HttpResponse<String> send(RunningBridge bridge, byte[] body, String... headers) {
        var request = bridge.caller().to("/alerts").POST(BodyPublishers.ofByteArray(body));
        return bridge.caller().send(headers.length == 0 ? request : request.headers(headers));
    }

    private static String many(int count, int bytes) {
        var text = "x".repeat(bytes);
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"kibana\":{\"alert\":{\"uuid\":\"n" + i + "\",\"reason\":\"" + text + "\"}}}")
                .collect(Collectors.joining(",", "{\"alerts\":[", "]}"));
    }

    @Test
    void aThousandAlertsOf16KilobytesAreOneRequest() {
        try (var bridge = RunningBridge.start(home, azure.settings())) {
            var answer = send(bridge, many(1_000, 16_000).getBytes(StandardCharsets.UTF_8), "Content-Type", "application/json");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
            assertThat(Caller.json(answer).path("accepted").asInt()).isEqualTo(1_000);
            await().atMost(Duration.ofSeconds(60)).until(() -> azure.alerts().size() == 1_000);
            assertThat(azure.duplicates()).isZero();
            assertThat(azure.state().at("/log_analytics/answers").size()).as("only 204").isEqualTo(1);
        }
    }

    @Test
    void gzipIsUnpackedAndWhatIsBrokenIsKeptAsItCame() throws Exception {
        var packed = Gzip.of(many(3, 100));
        var broken = Arrays.copyOf(packed, packed.length - 12);
        try (var bridge = RunningBridge.start(home, azure.settings())) {
            assertThat(send(bridge, packed, "Content-Encoding", "gzip").statusCode()).isEqualTo(202);
            var answer = send(bridge, broken, "Content-Encoding", "gzip");
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(Caller.json(answer).path("message").asText()).contains("gzip", "breaks off");
            assertThat(Database.rows(home, "SELECT encoding, hex(received), flow FROM parked")).containsExactly(
                    List.of("base64", HexFormat.of().withUpperCase().formatHex(broken), "alert-webhook"));
            var caller = bridge.caller();
            var withSlash = caller.send(
                    caller.to("/alerts/").header("Content-Encoding", "gzip").POST(BodyPublishers.ofByteArray(Arrays.copyOf(packed, 5))));
            assertThat(Caller.json(withSlash).path("parked_id").asText()).as("with a slash at the end").isNotEmpty();
        }
    }

    @Test
    void whatCanNeitherBeReadNorKeptMustComeAgain() throws Exception {
        try (var bridge = RunningBridge.start(home, azure.settings())) {
            var lock = Database.locked(home);
            try {
                var answer = send(bridge, "{\"alerts\": [".getBytes(StandardCharsets.UTF_8), "Content-Type", "application/json");
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
                assertThat(answer.headers().firstValue("Retry-After")).hasValueSatisfying(wait -> assertThat(wait).matches("[1-9]\\d*"));
                assertThat(Caller.json(answer).path("message").asText()).contains("could not be kept");
            } finally {
                lock.close();
            }
            assertThat(send(bridge, "{\"alerts\": [".getBytes(StandardCharsets.UTF_8)).statusCode()).isEqualTo(400);
            assertThat(Database.rows(home, "SELECT flow FROM parked")).containsExactly(List.of("alert-webhook"));
        }
    }

    @Test
    void tooManyAtOnceAreToldToComeAgain() {
        var settings = new LinkedHashMap<>(azure.settings());
        settings.put("alert-webhook.max-concurrent", "2");
        try (var bridge = RunningBridge.start(home, settings)) {
            var caller = bridge.caller();
            var body = many(200, 5_000);
            var answers = IntStream.range(0, 40)
                    .mapToObj(i -> caller.sendLater(caller.to("/alerts").POST(BodyPublishers.ofString(body))))
                    .toList().stream().map(CompletableFuture::join).toList();
            assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(202, 429);
            assertThat(answers).filteredOn(answer -> answer.statusCode() == 429).isNotEmpty().allSatisfy(answer -> {
                assertThat(answer.headers().firstValue("Retry-After").orElseThrow()).matches("\\d+");
                assertThat(Caller.json(answer).path("message").asText()).contains("alert-webhook.max-concurrent");
            });
            assertThat(caller.post(Caller.create("meanwhile")).statusCode()).as("a case").isEqualTo(200);
        }
    }

    @Test
    void theOldDataCollectorApiIsAChoice() {
        var settings = azure.oldSettings();
        try (var bridge = RunningBridge.start(home, settings)) {
            assertThat(send(bridge, many(3, 40_000).getBytes(StandardCharsets.UTF_8)).statusCode()).isEqualTo(202);
            var table = "/log_analytics/tables/ElasticSecurityAlertsClassic_CL";
            await().atMost(Duration.ofSeconds(20)).until(() -> azure.state().at(table + "/rows").asInt() == 3);
            var row = azure.state().at(table + "/newest/0");
            assertThat(azure.state().at(table + "/vanished_columns")).as("reserved names").isEmpty();
            assertThat(azure.state().at(table + "/uuids")).hasSize(3);
            assertThat(row.path("AlertUuid_s").asText()).startsWith("n");
            assertThat(row.path("Reason_s").asText()).endsWith("bytes, cut by Sentinel Bridge]");
            assertThat(bridge.program().written()).doesNotContain(settings.get("log-analytics.workspace-key"));
        }
    }

    @Test
    void aRoleThatIsMissingShowsInHealthAndTheAlertsWait() {
        azure.disturb("{\"ingestion_role\":false}");
        var settings = new LinkedHashMap<>(azure.settings());
        var port = Project.freePort();
        settings.put("management.port", String.valueOf(port));
        try (var bridge = RunningBridge.start(home, settings)) {
            var management = new Caller("http://127.0.0.1:" + port, "none");
            assertThat(management.send(management.toWithoutKey("/observe/health").GET()).statusCode()).isEqualTo(200);
            assertThat(send(bridge, many(2, 10).getBytes(StandardCharsets.UTF_8)).statusCode()).isEqualTo(202);
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                var health = management.send(management.toWithoutKey("/observe/health").GET());
                assertThat(health.statusCode()).isEqualTo(503);
                assertThat(health.body()).contains("Monitoring Metrics Publisher", "30 minutes");
            });
            assertThat(management.send(management.toWithoutKey("/observe/health/ready").GET()).statusCode())
                    .as("it still takes alerts").isEqualTo(200);
            assertThat(management.send(management.toWithoutKey("/observe/metrics").GET()).body())
                    .contains("bridge_outbox_messages{outbox=\"alerts\"} 2.0", "bridge_outbox_oldest_seconds");
            azure.disturb("{\"ingestion_role\":true}");
            await().atMost(Duration.ofSeconds(30)).until(() -> azure.alerts().size() == 2);
            await().untilAsserted(() -> assertThat(
                    management.send(management.toWithoutKey("/observe/health").GET()).statusCode()).isEqualTo(200));
        }
    }

    @Test
    void anEditedMappingIsLive() throws Exception {
        try (var bridge = RunningBridge.start(home, azure.settings())) {
            var mapping = home.resolve("routes/mappings/alert-row.jslt");
            Files.writeString(mapping, Files.readString(mapping).replace("\"high\": \"High\"", "\"high\": \"Medium\""));
            await().until(() -> bridge.program().written().contains("alert-row.jslt is live"));
            assertThat(send(bridge, "{\"kibana.alert.uuid\":\"e\",\"kibana.alert.severity\":\"high\"}".getBytes(StandardCharsets.UTF_8))
                    .statusCode()).isEqualTo(202);
            await().atMost(Duration.ofSeconds(20)).until(() -> azure.alerts().contains("e"));
            assertThat(azure.state().at("/log_analytics/tables/ElasticSecurityAlerts_CL/newest/0/Severity").asText())
                    .isEqualTo("Medium");
        }
    }

    @Test
    void whatTheMappingDoesNotTakeIsParkedWithTheStepAtWhichItFailed() throws Exception {
        try (var bridge = RunningBridge.start(home, azure.settings())) {
            Files.writeString(home.resolve("routes/mappings/alert-row.jslt"), "error(\"this mapping takes nothing\")");
            await().until(() -> bridge.program().written().contains("alert-row.jslt is live"));
            assertThat(send(bridge, "{\"kibana.alert.uuid\":\"e\"}".getBytes(StandardCharsets.UTF_8)).statusCode()).isEqualTo(202);
            await().atMost(Duration.ofSeconds(20)).until(() -> !Database.rows(home, "SELECT step FROM parked").isEmpty());
            assertThat(Database.rows(home, "SELECT step, cause FROM parked").toString())
                    .contains("alert-delivery-to-rows").contains("this mapping takes nothing");
        }
    }
}
