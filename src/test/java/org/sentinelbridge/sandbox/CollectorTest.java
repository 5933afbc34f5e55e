package org.sentinelbridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sentinelbridge.sandbox.SandboxClient.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CollectorTest {

    private static final String PATH = "/api/logs?api-version=2016-04-01";
    private static final String NOW = "Mon, 2 Nov 2026 08:00:00 GMT";
    private static final String JSON = "application/json";

    private SandboxClient client;

    @BeforeEach
    void start() {
        client = new SandboxClient();
    }

    @AfterEach
    void stop() {
        client.close();
    }

    @Test
    void signsTheLengthInBytes() {
        String key = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWYwMTIzNDU2Nzg5YWJjZGVmMDEyMzQ1Njc4OWFiY2RlZg==";
        int length = "[{\"m\":\"é\"}]".getBytes(StandardCharsets.UTF_8).length;
        assertThat(length).isEqualTo(12);
        assertThat(SharedKeyGate.signature(key, length, JSON, "Mon, 23 Nov 2026 00:00:00 GMT"))
                .isEqualTo("Fkf1suRdIqqQbAh1HMjfl2idoAirOrp6Vu5gGJ8S6G8=");
    }

    @Test
    void namesColumnsByTheTypesOfTheirValues() {
        HttpResponse<String> answer = client.send(signed(
                        "[{\"AlertUuid\":\"a\",\"Id\":\"5a4db0c5-0000-4000-8000-000000000001\",\"Score\":4.5,\"Open\":true,"
                                + "\"At\":\"2026-11-01T08:00:00Z\",\"All\":[1,{\"b\":\"é\"}],\"None\":null,\"tenant\":\"t\","
                                + "\"RawData\":\"r\",\"TimeGenerated\":\"2026-11-01T00:00:00Z\"},"
                                + "{\"AlertUuid\":\"a\",\"Score\":\"5\",\"Open\":\"false\",\"At\":\"2026-01-01T08:00:00Z\"},"
                                + "{\"Score\":\"high\"}]")
                .header("time-generated-field", "At"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();

        JsonNode table = table("Alerts_CL");
        JsonNode rows = table.path("newest");
        assertThat(rows.path(0))
                .isEqualTo(json("{\"TimeGenerated\":\"2026-11-01T08:00:00Z\",\"AlertUuid_s\":\"a\","
                        + "\"Id_g\":\"5a4db0c5-0000-4000-8000-000000000001\",\"Score_d\":4.5,\"Open_b\":true,"
                        + "\"At_t\":\"2026-11-01T08:00:00Z\",\"All_s\":\"[1,{\\\"b\\\":\\\"é\\\"}]\"}"));
        assertThat(rows.path(1).path("Score_d").asInt()).isEqualTo(5);
        assertThat(rows.path(1).path("Open_b").isBoolean()).isTrue();
        assertThat(rows.path(1).path("TimeGenerated").asText()).isEqualTo("2026-11-02T08:00:00.1234567Z");
        assertThat(rows.path(2).path("Score_s").asText()).isEqualTo("high");
        assertThat(table.path("duplicates").asInt()).isEqualTo(1);
        assertThat(table.path("vanished_columns").toString())
                .isEqualTo("{\"RawData\":1,\"TimeGenerated\":1,\"tenant\":1}");
        assertThat(client.state().path("log_analytics").path("answers").toString()).isEqualTo("{\"200\":1}");
    }

    @Test
    void takesOneRecordWithoutAnArray() {
        assertThat(client.send(signed(" {\"m\":\"é\"}")).statusCode()).isEqualTo(200);
        assertThat(table("Alerts_CL").path("rows").asInt()).isEqualTo(1);
    }

    @Test
    void cutsLongTextAndTakesNoMoreThan500Columns() {
        StringBuilder wide = new StringBuilder("[{\"Text\":\"" + "x".repeat(40_000) + "\"");
        for (int i = 0; i < 500; i++) {
            wide.append(",\"c").append(i).append("\":").append(i);
        }
        assertThat(client.send(signed(wide + "}]")).statusCode()).isEqualTo(200);
        JsonNode table = table("Alerts_CL");
        assertThat(table.path("newest").path(0).path("Text_s").asText()).hasSize(32_768);
        assertThat(table.path("vanished_columns").toString()).isEqualTo("{\"c499_d\":1}");
    }

    @Test
    void demandsItsSignature() {
        expect(403, "InvalidAuthorization", post(PATH, "[]").header("Log-Type", "Alerts").header("Content-Type", JSON));
        expect(403, "InvalidAuthorization", request("[]", 3, JSON, NOW, JSON));
        expect(403, "InvalidAuthorization", request("[{\"m\":\"é\"}]", 11, JSON, NOW, JSON));
        expect(403, "InvalidAuthorization", request("[]", 2, JSON, NOW, JSON + "; charset=utf-8"));
        expect(403, "InvalidAuthorization", request("[]", 2, JSON, "2026-11-02T08:00:00Z", JSON));
        assertThat(client.send(request("[]", 2, JSON, NOW, JSON)).statusCode()).isEqualTo(200);

        client.clock.move(Duration.ofSeconds(14 * 60 + 59));
        assertThat(client.send(request("[]", 2, JSON, NOW, JSON)).statusCode()).isEqualTo(200);
        client.clock.move(Duration.ofSeconds(1));
        expect(403, "InvalidAuthorization", request("[]", 2, JSON, NOW, JSON));
    }

    @Test
    void saysWhatIsMissingOrWrong() {
        expect(400, "MissingApiVersion", post("/api/logs", "[]"));
        expect(400, "InvalidApiVersion", post("/api/logs?api-version=2023-01-01", "[]"));
        expect(400, "MissingLogType", post(PATH, "[]"));
        expect(400, "InvalidLogType", post(PATH, "[]").header("Log-Type", "My-Alerts"));
        expect(400, "InvalidLogType", post(PATH, "[]").header("Log-Type", "x".repeat(101)));
        expect(400, "MissingContentType", post(PATH, "[]").header("Log-Type", "Alerts"));
        expect(400, "UnsupportedContentType", request("[]", 2, "text/json", NOW, "text/json"));
        expect(400, "InvalidDataFormat", signed("[{]"));
        expect(400, "InvalidDataFormat", signed("[1]"));
        expect(404, "NotFound", client.request(PATH).GET());
    }

    @Test
    void hasFaultsInItsOwnShape() {
        client.fault("{\"match\":{\"path\":\"api/logs\"},\"status\":503,\"times\":1}");
        expect(503, "ServiceUnavailable", signed("[{}]"));
    }

    @Test
    void takesThirtyMegabytes() {
        int most = 30 * 1024 * 1024;
        assertThat(client.send(signed("[" + " ".repeat(most - 2) + "]")).statusCode()).isEqualTo(200);
        expect(404, "NotFound", signed("[" + " ".repeat(most - 1) + "]"));
    }

    private JsonNode table(String name) {
        return client.state().path("log_analytics").path("tables").path(name);
    }

    private HttpRequest.Builder signed(String body) {
        return request(body, body.getBytes(StandardCharsets.UTF_8).length, JSON, NOW, JSON);
    }

    private HttpRequest.Builder request(String body, int length, String signedType, String date, String type) {
        LogAnalyticsOptions options = client.options.logAnalytics();
        String signature = SharedKeyGate.signature(options.workspaceKey(), length, signedType, date);
        return post(PATH, body)
                .header("Log-Type", "Alerts")
                .header("Content-Type", type)
                .header("x-ms-date", date)
                .header("Authorization", "SharedKey " + options.workspaceId() + ":" + signature);
    }

    private HttpRequest.Builder post(String path, String body) {
        return client.request(path).POST(BodyPublishers.ofString(body));
    }

    private void expect(int status, String code, HttpRequest.Builder request) {
        HttpResponse<String> answer = client.send(request);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(json(answer).path("Error").asText()).isEqualTo(code);
    }
}
