package org.sentinelbridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sentinelbridge.sandbox.elasticsearch.ElasticsearchStandIn;

/** The stand-in for Elasticsearch is as strict as the real one. */
class ElasticsearchTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STREAM = "logs-microsoft_sentinel.event-default";
    private static final String NINE = "application/vnd.elasticsearch+json; compatible-with=9";

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Sandbox sandbox;

    @BeforeEach
    void start() {
        sandbox = Sandbox.start(0, SandboxOptions.defaults().withElasticsearchBytes(2_000));
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void itSaysWhatItIs() {
        var answer = send("GET", "/", "", "Accept", NINE);

        assertThat(answer.headers().firstValue("X-Elastic-Product")).hasValue("Elasticsearch");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue(NINE.replace(" ", ""));
        assertThat(json(answer).at("/version/number").asText()).startsWith("9.");
    }

    @Test
    void versionEightTakesNoMediaTypeOfVersionNine() {
        control("{\"elasticsearch\":{\"version\":\"8.19.4\"}}");

        var refused = send("POST", "/_bulk", create("1"), "Content-Type", NINE);
        var taken = send("POST", "/_bulk", create("1"), "Content-Type", NINE.replace("=9", "=8"));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).at("/error/type").asText()).isEqualTo("media_type_header_exception");
        assertThat(taken.statusCode()).isEqualTo(200);
    }

    @Test
    void aKeyIsNeededToWriteAndNoneToLook() {
        var path = "/elasticsearch/" + STREAM + "/_count";
        assertThat(send("POST", "/_bulk", create("1"), "Authorization", "ApiKey wrong").statusCode()).isEqualTo(401);
        bulk(create("1"));

        assertThat(raw(HttpRequest.newBuilder(URI.create(sandbox.url() + path))).body()).contains("\"count\":1");
    }

    @Test
    void dataStreamsTakeCreateOnly() {
        var item = bulk("{\"index\":{\"_index\":\"" + STREAM + "\",\"_id\":\"1\"}}\n{\"@timestamp\":1}\n").path("index");

        assertThat(item.path("status").asInt()).isEqualTo(400);
        assertThat(item.at("/error/type").asText()).isEqualTo("illegal_argument_exception");
    }

    @Test
    void anIdIsTakenOnce() {
        assertThat(bulk(create("1")).at("/create/status").asInt()).isEqualTo(201);
        var again = bulk(create("1")).path("create");

        assertThat(again.path("status").asInt()).isEqualTo(409);
        assertThat(again.at("/error/type").asText()).isEqualTo("version_conflict_engine_exception");
    }

    @Test
    void aDocumentNeedsATimestampAndValuesOfTheTypesThatAreDeclared() {
        send("PUT", "/_component_template/fields", "{\"template\":{\"mappings\":{\"properties\":{\"source\":{\"properties\":{"
                + "\"ip\":{\"type\":\"ip\"},\"port\":{\"type\":\"long\"}}},\"tags\":{\"type\":\"keyword\"},\"any\":{\"type\":\"flattened\"},"
                + "\"mild\":{\"type\":\"long\",\"ignore_malformed\":true}}}}}");
        var put = send("PUT", "/_index_template/event", "{\"index_patterns\":[\"logs-microsoft_sentinel.event-*\"],\"priority\":300,"
                + "\"data_stream\":{},\"composed_of\":[\"fields\"]}");
        assertThat(put.body()).contains("true");

        assertThat(problem("{\"a\":1}")).contains("[@timestamp] is missing");
        assertThat(problem("{\"@timestamp\":\"today\"}")).contains("[@timestamp] of type [date]");
        assertThat(problem("{\"@timestamp\":1,\"source\":{\"ip\":\"nowhere\"}}")).contains("[source.ip] of type [ip]");
        assertThat(problem("{\"@timestamp\":1,\"source.ip\":\"nowhere\"}")).contains("[source.ip] of type [ip]");
        assertThat(problem("{\"@timestamp\":1,\"source\":{\"port\":[1,\"x\"]}}")).contains("[source.port] of type [long]");
        assertThat(problem("{\"@timestamp\":1,\"source\":\"text\"}")).contains("found a concrete value");
        assertThat(problem("{\"@timestamp\":1,\"tags\":{\"a\":1}}")).contains("[tags] of type [keyword]");
        assertThat(problem("{\"@timestamp\":1,\"any\":{\"a\":{\"b\":1}},\"tags\":[\"a\"],\"mild\":\"x\",\"source\":{\"ip\":\"::1\"}}")).isEmpty();
    }

    @Test
    void whatNoTemplateKnowsIsNoDataStream() {
        var item = bulk("{\"create\":{\"_index\":\"other\",\"_id\":\"1\"}}\n{\"@timestamp\":1}\n").path("create");

        assertThat(item.path("status").asInt()).isEqualTo(404);
        assertThat(send("PUT", "/_index_template/a", "{\"index_patterns\":[\"a-*\"],\"composed_of\":[\"none\"]}").statusCode()).isEqualTo(400);
        assertThat(send("GET", "/_index_template/a", "").statusCode()).isEqualTo(404);
        assertThat(send("GET", "/_data_stream/other", "").statusCode()).isEqualTo(404);
    }

    @Test
    void theBodyIsHeldToTheLimitAndToTheFormat() {
        control("{\"elasticsearch\":{\"max_content_length\":100}}");

        assertThat(send("POST", "/_bulk", create("1") + create("2")).statusCode()).isEqualTo(413);
        assertThat(send("POST", "/_bulk", "{\"create\":{}}\n{}").body()).contains("terminated by a newline");
        assertThat(send("POST", "/_bulk", "{\"make\":{}}\n{}\n").body()).contains("Malformed action/metadata line [1]");
    }

    @Test
    void requestsMayComeInGzip() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(create("1").getBytes(StandardCharsets.UTF_8));
        }
        var answer = raw(request("/elasticsearch/_bulk", "Content-Encoding", "gzip").POST(BodyPublishers.ofByteArray(packed.toByteArray())));

        assertThat(answer.body()).contains("\"status\":201");
    }

    @Test
    void itemsAreThrottledAndPrivilegesTakenAway() {
        control("{\"elasticsearch\":{\"reject_items\":1,\"missing_privileges\":[\"create_doc\",\"manage_index_templates\"]}}");

        assertThat(bulk(create("1")).at("/create/error/type").asText()).isEqualTo("es_rejected_execution_exception");
        assertThat(bulk(create("1")).at("/create/status").asInt()).isEqualTo(403);
        assertThat(send("PUT", "/_component_template/a", "{\"template\":{}}").statusCode()).isEqualTo(403);
    }

    @Test
    void whatCameCanBeLookedAt() {
        bulk(create("1"));
        bulk("{\"create\":{\"_index\":\"" + STREAM + "\",\"_id\":\"2\"}}\n{\"@timestamp\":1,\"host\":{\"name\":\"srv\"},\"tags\":[\"a\",\"b\"]}\n");

        assertThat(hits("{\"query\":{\"ids\":{\"values\":[\"2\",\"9\"]}}}")).isEqualTo(1);
        assertThat(hits("{\"query\":{\"bool\":{\"filter\":[{\"term\":{\"host.name\":\"srv\"}},{\"term\":{\"tags\":{\"value\":\"b\"}}}]}}}")).isEqualTo(1);
        assertThat(hits("{\"query\":{\"term\":{\"host.name\":\"other\"}}}")).isZero();
        assertThat(hits("")).isEqualTo(2);
        assertThat(send("POST", "/logs-*/_search", "{\"query\":{\"fuzzy\":{}}}").statusCode()).isEqualTo(400);
    }

    @Test
    void onlyTheNewestAreKeptWholeButAllAreCounted() {
        for (var n = 0; n < 50; n++) {
            bulk(create(String.valueOf(n)));
        }

        assertThat(json(send("GET", "/" + STREAM + "/_count", "")).path("count").asInt()).isEqualTo(50);
        assertThat(hits("{\"query\":{\"ids\":{\"values\":[\"0\"]}}}")).isZero();
        assertThat(hits("{\"query\":{\"ids\":{\"values\":[\"49\"]}}}")).isEqualTo(1);
        assertThat(bulk(create("0")).at("/create/status").asInt()).isEqualTo(409);
    }

    @Test
    void aKeyLearnsWhatItMay() {
        control("{\"elasticsearch\":{\"missing_privileges\":[\"create_doc\"]}}");

        var answer = json(send("POST", "/_security/user/_has_privileges", "{\"cluster\":[\"monitor\"],"
                + "\"index\":[{\"names\":[\"logs-*\"],\"privileges\":[\"auto_configure\",\"create_doc\"]}]}"));

        assertThat(answer.path("has_all_requested").asBoolean()).isFalse();
        assertThat(answer.at("/cluster/monitor").asBoolean()).isTrue();
        assertThat(answer.path("index").path("logs-*").toString()).isEqualTo("{\"auto_configure\":true,\"create_doc\":false}");
        assertThat(json(send("GET", "/_security/api_key", "")).at("/api_keys/0/id").asText()).isEqualTo("sandbox");
    }

    private static String create(String id) {
        return "{\"create\":{\"_index\":\"" + STREAM + "\",\"_id\":\"" + id + "\"}}\n{\"@timestamp\":\"2026-03-31T08:10:54.778Z\"}\n";
    }

    private String problem(String document) {
        return bulk("{\"create\":{\"_index\":\"" + STREAM + "\",\"_id\":\"" + document.hashCode() + "\"}}\n" + document + "\n")
                .at("/create/error/reason").asText();
    }

    private int hits(String body) {
        return json(send("POST", "/logs-*/_search", body)).at("/hits/total/value").asInt();
    }

    private JsonNode bulk(String body) {
        return json(send("POST", "/_bulk", body)).at("/items/0");
    }

    private void control(String fault) {
        raw(HttpRequest.newBuilder(URI.create(sandbox.url() + "/_sandbox/faults")).POST(BodyPublishers.ofString(fault)));
    }

    private HttpRequest.Builder request(String path, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(sandbox.url() + path))
                .setHeader("Authorization", "ApiKey " + ElasticsearchStandIn.API_KEY)
                .setHeader("Content-Type", "application/json");
        for (var i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return request;
    }

    private HttpResponse<String> send(String method, String path, String body, String... headers) {
        return raw(request("/elasticsearch" + path, headers).method(method, BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> raw(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
