package org.sentinelbridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sentinelbridge.sandbox.SandboxClient.errorCode;
import static org.sentinelbridge.sandbox.SandboxClient.errorMessage;
import static org.sentinelbridge.sandbox.SandboxClient.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IngestionTest {

    private static final String DECLARATION =
            """
            {"name":"ElasticSecurityAlerts_CL","columns":[
              {"name":"TimeGenerated","type":"datetime"},{"name":"AlertUuid","type":"string"},
              {"name":"RiskScore","type":"real"},{"name":"ProcessId","type":"long"},{"name":"Small","type":"int"},
              {"name":"Flag","type":"boolean"},{"name":"Id","type":"guid"},{"name":"Alert","type":"dynamic"}]}
            """;
    private static final int LIMIT = 1_048_576;

    private SandboxClient client;
    private Upload upload;

    @BeforeEach
    void start() {
        TableSchema table = TableSchema.of(DECLARATION.getBytes(StandardCharsets.UTF_8));
        client = new SandboxClient(SandboxOptions.defaults()
                .withLogAnalytics(LogAnalyticsOptions.defaults().withTable(table)));
        upload = new Upload(client);
    }

    @AfterEach
    void stop() {
        client.close();
    }

    @Test
    void takesRows() {
        HttpResponse<String> answer = upload.rows("[{\"AlertUuid\":\"a\"},{\"AlertUuid\":\"b\"},{\"AlertUuid\":\"a\"},{}]");
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("x-ms-request-id")).isPresent();
        assertThat(upload.packed(Upload.gzip("[{\"AlertUuid\":\"é\"}]")).statusCode()).isEqualTo(204);

        assertThat(upload.logs())
                .isEqualTo(json("{\"requests\":2,\"answers\":{\"204\":2},\"tables\":{\"ElasticSecurityAlerts_CL\":{"
                        + "\"rows\":5,\"distinct\":4,\"duplicates\":1,\"type_mismatches\":0,\"vanished_columns\":{},"
                        + "\"uuids\":{\"a\":2,\"b\":1,\"é\":1},"
                        + "\"newest\":[{\"AlertUuid\":\"a\"},{\"AlertUuid\":\"b\"},{\"AlertUuid\":\"a\"},{},"
                        + "{\"AlertUuid\":\"é\"}]}}}"));
        assertThat(json(client.control("GET", "log-analytics/ElasticSecurityAlerts_CL/uuids", "")))
                .isEqualTo(json("{\"a\":2,\"b\":1,\"é\":1}"));
        assertThat(json(client.control("GET", "log-analytics/ElasticSecurityAlerts_CL/rows", ""))).hasSize(5);
        assertThat(client.control("GET", "log-analytics/Other_CL/rows", "").statusCode()).isEqualTo(404);
    }

    @Test
    void takesNoRowsToo() {
        assertThat(upload.rows("[]").statusCode()).isEqualTo(204);
        assertThat(upload.logs().path("tables")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "1", "[1]", "[{}, null]", "[[]]", "[{}", "[{}] x", "[{\"AlertUuid\":\"a\"},{\"b\":}]"})
    void refusesWhatIsNoArrayOfObjectsAsAWhole(String body) {
        HttpResponse<String> answer = upload.rows(body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(errorCode(answer)).isEqualTo("InvalidRequestContent");
        assertThat(upload.logs().path("tables")).isEmpty();
    }

    @Test
    void refusesOtherTypesAndEncodings() {
        HttpResponse<String> text = client.send(upload.authorized(upload.path() + Upload.VERSION)
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("[]")));
        assertThat(text.statusCode()).isEqualTo(400);
        assertThat(upload.encoded("br", new byte[] {1}).statusCode()).isEqualTo(415);
        assertThat(upload.packed("[]".getBytes(StandardCharsets.UTF_8)).statusCode()).isEqualTo(400);
        byte[] packed = Upload.gzip("[{\"AlertUuid\":\"a\"}]");
        assertThat(upload.packed(Arrays.copyOf(packed, packed.length - 9)).statusCode()).isEqualTo(400);
    }

    @Test
    void limitsWhatGoesOverTheWire() {
        assertThat(upload.rows(ofLength(LIMIT)).statusCode()).isEqualTo(204);
        HttpResponse<String> answer = upload.rows(ofLength(LIMIT + 1));
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(errorCode(answer)).isEqualTo("ContentLengthLimitExceeded");
        assertThat(errorMessage(answer))
                .isEqualTo("Maximum allowed content length: 1048576 bytes (1 MB). Provided content length: 1048577"
                        + " bytes.");
        byte[] packed = Upload.gzip(ofLength(LIMIT + 1));
        assertThat(upload.packed(packed).statusCode()).isEqualTo(204);

        client.fault("{\"ingestion_limit_unpacked\":true}");
        answer = upload.packed(packed);
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(errorMessage(answer)).contains("Provided content length: 1048577 bytes.");
        assertThat(upload.packed(Upload.gzip(ofLength(LIMIT))).statusCode()).isEqualTo(204);
    }

    @Test
    void losesColumnsThatAreNotDeclaredAndCutsLongTextWithoutAWord() {
        String text = "é".repeat(40_000);
        assertThat(upload.rows("[{\"AlertUuid\":\"x" + text + "\",\"Colour\":\"red\",\"Alert\":{\"a\":\"" + text
                                + "\"}},{\"Colour\":1,\"Size\":null,\"Alert\":{\"a\":[1]}}]")
                        .statusCode())
                .isEqualTo(204);

        JsonNode table = upload.table();
        assertThat(table.path("vanished_columns").toString()).isEqualTo("{\"Colour\":2,\"Size\":1}");
        JsonNode first = table.path("newest").path(0);
        assertThat(first.path("AlertUuid").asText()).isEqualTo("x" + "é".repeat(32_767));
        assertThat(first.path("Alert").asText()).isEqualTo("{\"a\":\"" + "é".repeat(32_765));
        assertThat(table.path("newest").path(1).toString()).isEqualTo("{\"Alert\":{\"a\":[1]}}");
        assertThat(table.path("type_mismatches").asInt()).isZero();
    }

    @Test
    void keepsWhatFitsAColumn() {
        expectRow(
                "{\"TimeGenerated\":\"2026-11-02T08:00:00+01:00\",\"AlertUuid\":5,\"RiskScore\":47,\"ProcessId\":\"12\","
                        + "\"Small\":-3.0,\"Flag\":\"True\",\"Id\":\"5a4db0c5-0000-4000-8000-000000000001\"}",
                "{\"TimeGenerated\":\"2026-11-02T08:00:00+01:00\",\"AlertUuid\":\"5\",\"RiskScore\":47,\"ProcessId\":12,"
                        + "\"Small\":-3,\"Flag\":true,\"Id\":\"5a4db0c5-0000-4000-8000-000000000001\"}",
                0);
    }

    @Test
    void emptiesWhatDoesNotFitItsColumn() {
        expectRow(
                "{\"TimeGenerated\":\"today\",\"RiskScore\":\"high\",\"ProcessId\":1.5,\"Small\":3000000000,"
                        + "\"Flag\":\"yes\",\"Id\":\"1\",\"AlertUuid\":null}",
                "{\"TimeGenerated\":null,\"RiskScore\":null,\"ProcessId\":null,\"Small\":null,"
                        + "\"Flag\":null,\"Id\":null,\"AlertUuid\":null}",
                6);
    }

    @Test
    void canBeSpoiltByOneRecord() {
        client.fault("{\"reject_rows_with\":\"aab\"}");
        HttpResponse<String> answer = upload.packed(Upload.gzip("[{\"AlertUuid\":\"1\"},{\"AlertUuid\":\"aaab\"}]"));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(errorCode(answer)).isEqualTo("RecordsTimeRangeIsMoreThan30Minutes");
        assertThat(upload.rows("[{\"AlertUuid\":\"aaxab\"}]").statusCode()).isEqualTo(204);
        assertThat(client.state().path("reject_rows_with").asText()).isEqualTo("aab");

        client.fault("{\"reject_rows_with\":null}");
        assertThat(upload.rows("[{\"AlertUuid\":\"aab\"}]").statusCode()).isEqualTo(204);
        assertThat(upload.table().path("rows").asInt()).isEqualTo(2);
    }

    @Test
    void forgetsEverythingWhenReset() {
        upload.rows("[{}]");
        client.control("POST", "reset", "");
        assertThat(upload.logs().toString()).isEqualTo("{\"requests\":0,\"answers\":{},\"tables\":{}}");
    }

    @Test
    void keepsNoMoreThanTheNewestRows() {
        StringBuilder rows = new StringBuilder("[");
        for (int i = 0; i < 1_000; i++) {
            rows.append(i == 0 ? "" : ",").append("{\"AlertUuid\":\"u").append(i).append("\"}");
        }
        upload.rows(rows + "]");

        JsonNode table = upload.table();
        assertThat(table.path("rows").asInt()).isEqualTo(1_000);
        assertThat(table.path("newest")).hasSize(20);
        assertThat(table.path("newest").path(0).path("AlertUuid").asText()).isEqualTo("u980");
        JsonNode kept = json(client.control("GET", "log-analytics/ElasticSecurityAlerts_CL/rows", ""));
        assertThat(kept).hasSize(200);
        assertThat(kept.path(199).path("AlertUuid").asText()).isEqualTo("u999");
        assertThat(json(client.control("GET", "log-analytics/ElasticSecurityAlerts_CL/uuids", ""))).hasSize(1_000);
    }

    @Test
    void keepsNoMoreThanFourMegabytesOfRows() {
        LogTable table = new LogTable();
        for (int i = 0; i < 10; i++) {
            table.add(Json.object().put("Text", i + "x".repeat(1_000_000)));
        }
        assertThat(table.rows().length).isBetween(4_000_000, 4 * LIMIT);
        assertThat(json(new String(table.rows(), StandardCharsets.UTF_8)).path(0).path("Text").asText())
                .startsWith("6");
    }

    private void expectRow(String given, String kept, int mismatches) {
        assertThat(upload.rows("[" + given + "]").statusCode()).isEqualTo(204);
        assertThat(upload.table().path("newest").path(0)).isEqualTo(json(kept));
        assertThat(upload.table().path("type_mismatches").asInt()).isEqualTo(mismatches);
    }

    private static String ofLength(int bytes) {
        String frame = "[{\"AlertUuid\":\"\"}]";
        return "[{\"AlertUuid\":\"" + "x".repeat(bytes - frame.length()) + "\"}]";
    }
}
