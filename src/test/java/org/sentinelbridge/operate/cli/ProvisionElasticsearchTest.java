package org.sentinelbridge.operate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sentinelbridge.app.FreePort;
import org.sentinelbridge.sandbox.Sandbox;
import org.sentinelbridge.sandbox.SandboxOptions;
import picocli.CommandLine;

/** What a person sees who sets Elasticsearch up, and what Elasticsearch holds afterwards. */
class ProvisionElasticsearchTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String USER = "Basic ZWxhc3RpYzpzYW5kYm94";
    private static final String STREAM = "logs-microsoft_sentinel.event-default";
    private static final String DOCUMENT = "{\"create\":{\"_index\":\"" + STREAM + "\",\"_id\":\"%s\"}}\n{\"@timestamp\":\"2026-01-01T00:00:00Z\"}\n";

    @TempDir
    Path folder;

    private final Map<String, String> before = new HashMap<>();
    private Sandbox sandbox;
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    @BeforeEach
    void start() throws IOException {
        sandbox = Sandbox.start(0, SandboxOptions.defaults());
        set("sandbox.port", String.valueOf(sandbox.port()));
        Files.writeString(folder.resolve("password"), "sandbox\n");
    }

    @AfterEach
    void stop() {
        sandbox.close();
        before.forEach((name, value) -> {
            if (value == null) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, value);
            }
        });
    }

    @Test
    void templatesAndAKeyThatMayWriteAndNothingElse() {
        assertThat(asUser()).as(err.toString()).isZero();

        assertThat(out.toString()).startsWith("Elasticsearch 9.4.3 at " + sandbox.elasticsearchUrl())
                .contains("installed        _component_template/sentinel-bridge-common")
                .contains("installed        _index_template/sentinel-bridge-event")
                .contains("made             API key sentinel-bridge; it is shown only this once.")
                .contains("elasticsearch.install-templates=false");
        var key = "ApiKey " + key();
        assertThat(send("POST", "/_bulk", DOCUMENT.formatted("1"), key).body()).contains("\"status\":201");
        assertThat(send("GET", "/", "", key).statusCode()).isEqualTo(200);
        assertThat(send("GET", "/_index_template/sentinel-bridge-event", "", key).statusCode()).isEqualTo(403);
        assertThat(send("POST", "/_security/api_key", "{\"name\":\"x\",\"role_descriptors\":{\"r\":{\"cluster\":[\"all\"]}}}", key).statusCode())
                .isEqualTo(403);
    }

    @Test
    void doingItAgainChangesNothing() {
        asUser();
        var made = key();

        assertThat(asUser()).isZero();

        assertThat(out.toString()).doesNotContain("installed").doesNotContain(made).doesNotContain("elasticsearch.api-key=")
                .contains("as it should be  _index_template/sentinel-bridge-event")
                .contains("as it should be  API key sentinel-bridge (--new-key makes another one)");
        assertThat(asUser("--new-key")).isZero();
        assertThat(key()).isNotEqualTo(made);
        assertThat(json(send("GET", "/_security/api_key?name=sentinel-bridge", "", USER)).path("api_keys")).hasSize(2);
    }

    @Test
    void retentionHoldsForStreamsToComeAndThoseThatAreThere() {
        asUser();
        send("POST", "/_bulk", DOCUMENT.formatted("1"), USER);

        assertThat(asUser("--retention", "90d")).as(err.toString()).isZero();
        send("POST", "/_bulk", DOCUMENT.formatted("1").replace("event-default", "alert-default"), USER);

        assertThat(out.toString()).contains("set              _component_template/sentinel-bridge-lifecycle: 90d")
                .contains("set              _data_stream/" + STREAM + "/_lifecycle: 90d");
        assertThat(retention(STREAM)).isEqualTo("90d");
        assertThat(retention("logs-microsoft_sentinel.alert-default")).isEqualTo("90d");
        assertThat(asUser()).isZero();
        assertThat(out.toString()).contains("as it should be  _component_template/sentinel-bridge-lifecycle");
        assertThat(asUser("--retention", "none")).isZero();
        assertThat(retention(STREAM)).isEmpty();
    }

    @Test
    void aKeyThatEndsAndMayInstallTemplates() {
        assertThat(asUser("--key-expires", "30d", "--key-for-templates")).isZero();

        assertThat(out.toString()).doesNotContain("install-templates=false");
        assertThat(send("GET", "/_index_template/sentinel-bridge-event", "", "ApiKey " + key()).statusCode()).isEqualTo(200);
        assertThat(json(send("GET", "/_security/api_key?name=sentinel-bridge", "", USER)).at("/api_keys/0/expiration").asLong())
                .isGreaterThan(System.currentTimeMillis());
    }

    @Test
    void withTheKeyOfTheSettingsNoKeyIsMade() {
        assertThat(provision()).isZero();

        assertThat(out.toString()).contains("installed        _index_template/sentinel-bridge-event").contains("no key made");
    }

    @Test
    void whatIsNotAllowedIsTold() {
        fault("{\"elasticsearch\":{\"missing_privileges\":[\"manage_index_templates\"]}}");
        assertThat(asUser()).isEqualTo(1);
        assertThat(err.toString()).contains("Elasticsearch answered 403 security_exception").contains("manage_index_templates");
        fault("{\"elasticsearch\":{\"missing_privileges\":[\"manage_own_api_key\"]}}");
        assertThat(asUser()).isEqualTo(1);
        assertThat(err.toString()).contains("(POST /_security/api_key)").contains("Log in with --user as somebody who has");
    }

    @Test
    void aWrongPasswordAndAnotherServerAreTold() throws IOException {
        Files.writeString(folder.resolve("password"), "wrong");
        assertThat(asUser()).isEqualTo(1);
        assertThat(err.toString()).contains("Elasticsearch answered 401").contains("Elasticsearch does not take this user with this password.");
        fault("{\"elasticsearch\":{\"opensearch\":true}}");
        assertThat(provision()).isEqualTo(1);
        assertThat(err.toString()).contains("OpenSearch, which is not supported");
        set("sandbox.enabled", "false");
        assertThat(provision()).isEqualTo(2);
        assertThat(err.toString()).contains("elasticsearch.url: must be set");
        set("elasticsearch.url", "http://127.0.0.1:" + FreePort.find());
        assertThat(provision()).isEqualTo(1);
        assertThat(err.toString()).contains("No answer from Elasticsearch");
    }

    @Test
    void wrongUsageIsTold() {
        assertThat(provision("--retention", "for ever")).isEqualTo(2);
        assertThat(err.toString()).contains("--retention: 'for ever' is no time such as 90d or 12h");
        assertThat(provision("--user", "elastic")).isEqualTo(2);
        assertThat(err.toString()).contains("The password of elastic is missing");
    }

    /** Each request of the print is sent as it stands. */
    @Test
    void whatIsPrintedCanBeSentByHand() {
        assertThat(provision("--print", "--retention", "30d")).isZero();
        var printed = out.toString();

        var sent = 0;
        for (var request : printed.split("(?m)^(?=(?:PUT|POST) /)")) {
            if (request.startsWith("P")) {
                var words = request.substring(0, request.indexOf('\n')).split(" ");
                var answer = send(words[0], words[1], request.substring(request.indexOf('{'), request.lastIndexOf('}') + 1), USER);
                assertThat(answer.statusCode()).as(request + answer.body()).isEqualTo(200);
                sent++;
            }
        }
        assertThat(sent).isEqualTo(11);
        assertThat(asUser()).isZero();
        assertThat(out.toString()).doesNotContain("installed").doesNotContain("left").contains("as it should be  API key sentinel-bridge");
        send("POST", "/_bulk", DOCUMENT.formatted("1"), USER);
        assertThat(retention(STREAM)).isEqualTo("30d");
    }

    private String key() {
        return out.toString().lines().filter(line -> line.startsWith("elasticsearch.api-key=")).findFirst().orElseThrow()
                .substring("elasticsearch.api-key=".length());
    }

    private String retention(String stream) {
        return json(send("GET", "/_data_stream/" + stream, "", USER)).at("/data_streams/0/lifecycle/data_retention").asText();
    }

    private int asUser(String... arguments) {
        var all = new String[arguments.length + 2];
        all[0] = "--user=elastic";
        all[1] = "--password-file=" + folder.resolve("password");
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return provision(all);
    }

    private int provision(String... arguments) {
        out = new StringWriter();
        err = new StringWriter();
        return new CommandLine(new ProvisionElasticsearchCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err, true))
                .setExecutionExceptionHandler((failure, command, result) -> {
                    command.getErr().println(failure.getMessage());
                    return 2;
                })
                .execute(arguments);
    }

    private void set(String name, String value) {
        if (!before.containsKey(name)) {
            before.put(name, System.getProperty(name));
        }
        System.setProperty(name, value);
    }

    private void fault(String body) {
        assertThat(exchange("POST", sandbox.url() + "/_sandbox/faults", body, "").statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> send(String method, String path, String body, String authorization) {
        return exchange(method, sandbox.elasticsearchUrl() + path, body, authorization);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new AssertionError(answer.body(), e);
        }
    }

    private static HttpResponse<String> exchange(String method, String url, String body, String authorization) {
        try {
            var request = HttpRequest.newBuilder(URI.create(url)).header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofString(body));
            if (!authorization.isEmpty()) {
                request.header("Authorization", authorization);
            }
            return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
