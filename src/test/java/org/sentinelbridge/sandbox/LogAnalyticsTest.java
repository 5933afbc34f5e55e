package org.sentinelbridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sentinelbridge.sandbox.SandboxClient.errorCode;
import static org.sentinelbridge.sandbox.SandboxClient.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The two ways to bring rows to Log Analytics. */
class LogAnalyticsTest {

    private static final LogAnalyticsOptions NAMES = LogAnalyticsOptions.defaults();
    private static final String VERSION = "?api-version=2023-01-01";
    private static final String PATH = "/dataCollectionRules/" + NAMES.dcrImmutableId() + "/streams/" + NAMES.stream();
    private static final String TABLE = "/log_analytics/tables/ElasticSecurityAlerts_CL";

    private SandboxClient client;
    private String token;

    @BeforeEach
    void start() {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("AlertUuid", "string");
        columns.put("RiskScore", "real");
        columns.put("EventTime", "datetime");
        columns.put("Alert", "dynamic");
        client = new SandboxClient(SandboxOptions.defaults().withTable(new LogTable("ElasticSecurityAlerts_CL", columns)));
        token = client.token("https://monitor.azure.com/.default");
    }

    @AfterEach
    void stop() {
        client.close();
    }

    private HttpRequest.Builder ingest(String path) {
        return client.request(path).header("Authorization", "Bearer " + token).header("Content-Type", "application/json");
    }

    private HttpResponse<String> post(String body) {
        return client.send(ingest(PATH + VERSION).POST(BodyPublishers.ofString(body)));
    }

    @Test
    void keepsWhatTheTableDeclaresAndNothingElse() {
        assertThat(post("[{\"AlertUuid\":\"a\",\"RiskScore\":73,\"Nmae\":1,\"EventTime\":\"soon\",\"Alert\":{\"x\":1}},{\"AlertUuid\":\"a\"}]")
                .statusCode()).isEqualTo(204);
        JsonNode table = client.state().at(TABLE);
        assertThat(table.path("rows").asInt()).isEqualTo(2);
        assertThat(table.path("distinct").asInt()).isEqualTo(1);
        assertThat(table.path("duplicates").asInt()).isEqualTo(1);
        assertThat(table.path("type_mismatches").asInt()).isEqualTo(1);
        assertThat(table.path("vanished_columns").toString()).isEqualTo("{\"Nmae\":1}");
        assertThat(table.at("/newest/0").toString())
                .isEqualTo("{\"AlertUuid\":\"a\",\"RiskScore\":73,\"EventTime\":null,\"Alert\":{\"x\":1}}");
        assertThat(client.control("GET", "log-analytics/ElasticSecurityAlerts_CL/uuids", "").body()).isEqualTo("{\"a\":2}");
    }

    @Test
    void cutsLongFieldsWithoutAWord() {
        assertThat(post("[{\"AlertUuid\":\"" + "ä".repeat(40_000) + "\"}]").statusCode()).isEqualTo(204);
        assertThat(client.state().at(TABLE + "/newest/0/AlertUuid").asText()).hasSize(32_768);
    }

    @Test
    void takesGzipAndCountsWhatIsOnTheWire() throws IOException {
        byte[] packed = gzip("[{\"Alert\":\"" + "x".repeat(1_100_000) + "\"}]");
        assertThat(packed.length).isLessThan(10_000);
        HttpRequest.Builder request =
                ingest(PATH + VERSION).header("Content-Encoding", "gzip").POST(BodyPublishers.ofByteArray(packed));
        assertThat(client.send(request).statusCode()).isEqualTo(204);
        client.fault("{\"ingestion_limit_unpacked\":true}");
        HttpResponse<String> refused = client.send(request);
        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(errorCode(refused)).isEqualTo("ContentLengthLimitExceeded");
        assertThat(refused.body()).contains("1048576 bytes (1 MB)");
    }

    @Test
    void refusesWhatIsWrongAndSaysSo() {
        refused(413, "ContentLengthLimitExceeded", post("[\"" + "x".repeat(1_048_576) + "\"]"));
        refused(400, "InvalidPayload", post("{\"AlertUuid\":\"a\"}"));
        refused(400, "InvalidPayload", post("[1]"));
        refused(400, "InvalidPayload", post("[{}"));
        refused(400, "InvalidApiVersion", client.send(ingest(PATH).POST(BodyPublishers.ofString("[]"))));
        refused(400, "InvalidStream", client.send(ingest(PATH + "x" + VERSION).POST(BodyPublishers.ofString("[]"))));
        refused(404, "NotFound", client.send(
                ingest(PATH.replace("0006/", "0007/") + VERSION).POST(BodyPublishers.ofString("[]"))));
        refused(400, "UnsupportedContentType", client.send(client.request(PATH + VERSION)
                .header("Authorization", "Bearer " + token).POST(BodyPublishers.ofString("[]"))));
        client.fault("{\"reject_rows_with\":\"poison\"}");
        refused(400, "RecordsTimeRangeIsMoreThan30Minutes", post("[{\"AlertUuid\":\"poison\"}]"));
        client.fault("{\"ingestion_role\":false}");
        refused(403, "OperationFailed", post("[]"));
        token = client.token("https://management.azure.com/.default");
        refused(401, "InvalidToken", post("[]"));
        token = "nonsense";
        refused(401, "InvalidToken", post("[]"));
        assertThat(client.state().at("/log_analytics/answers").toString())
                .isEqualTo("{\"400\":7,\"401\":2,\"403\":1,\"404\":1,\"413\":1}");
    }

    @Test
    void throttlesAtTwelveThousandRequestsAMinute() {
        client.fault("{\"throttle\":true}");
        int refused = 0;
        for (int i = 0; i < 12_050 && refused == 0; i++) {
            HttpResponse<String> answer = post("[]");
            if (answer.statusCode() == 429) {
                refused = i;
                assertThat(answer.headers().firstValue("Retry-After").orElseThrow()).matches("\\d+");
            }
        }
        assertThat(refused).isEqualTo(12_000);
    }

    @Test
    void takesRowsSignedWithTheWorkspacesKey() {
        String body = "[{\"Name\":\"ä\",\"Score\":7,\"On\":true,\"At\":\"2026-03-31T08:10:54.778Z\",\"Obj\":{\"a\":1},"
                + "\"TimeGenerated\":\"2026-03-31T08:10:54.778Z\",\"Id\":\"5a4db0c5-0000-4000-8000-000000000001\"}]";
        assertThat(collect(body, "Elastic", NAMES.workspaceKey()).statusCode()).isEqualTo(200);
        assertThat(client.state().at("/log_analytics/tables/Elastic_CL/newest/0").toString())
                .isEqualTo("{\"Name_s\":\"ä\",\"Score_d\":7,\"On_b\":true,\"At_t\":\"2026-03-31T08:10:54.778Z\","
                        + "\"Obj_s\":\"{\\\"a\\\":1}\",\"Id_g\":\"5a4db0c5-0000-4000-8000-000000000001\"}");
        assertThat(collect(body, "Elastic", "d3Jvbmc=").body()).contains("InvalidAuthorization");
        assertThat(collect(body, "Elastic-1", NAMES.workspaceKey()).body()).contains("InvalidLogType");
        assertThat(collect("{", "Elastic", NAMES.workspaceKey()).body()).contains("InvalidDataFormat");
    }

    /** Computed apart from this code, by the description of the API. */
    @Test
    void theSignatureIsThatOfTheApi() {
        var key = new DataCollectorKey(
                "w", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWYwMTIzNDU2Nzg5YWJjZGVmMDEyMzQ1Njc4OWFiY2RlZg==");
        assertThat(key.expected(12, "Mon, 23 Nov 2026 00:00:00 GMT"))
                .isEqualTo("SharedKey w:Fkf1suRdIqqQbAh1HMjfl2idoAirOrp6Vu5gGJ8S6G8=");
    }

    private HttpResponse<String> collect(String body, String logType, String key) {
        String date = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", java.util.Locale.ENGLISH)
                .format(client.clock.instant().atOffset(ZoneOffset.UTC));
        int bytes = body.getBytes(StandardCharsets.UTF_8).length;
        return client.send(client.request("/api/logs?api-version=2016-04-01")
                .header("Content-Type", "application/json")
                .header("Log-Type", logType)
                .header("x-ms-date", date)
                .header("Authorization", new DataCollectorKey(NAMES.workspaceId(), key).expected(bytes, date))
                .POST(BodyPublishers.ofString(body)));
    }

    private static void refused(int status, String code, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(errorCode(answer)).isEqualTo(code);
        assertThat(answer.headers().firstValue("x-ms-error-code")).hasValue(code);
        assertThat(answer.headers().firstValue("x-ms-request-id")).isPresent();
        assertThat(json(answer).at("/error/message").asText()).isNotEmpty();
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
