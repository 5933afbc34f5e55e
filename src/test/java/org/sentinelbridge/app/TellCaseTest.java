package org.sentinelbridge.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.Main;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sentinelbridge.base.retry.Deadline;

/** The bridge writes into cases of Kibana, or says in the log why it could not; whoever asked it to is never disturbed. */
class TellCaseTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MARK = "\n\n[sentinel-bridge-notice]: #";
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Main MAIN = new Main();
    private static final Lines LINES = new Lines();

    @TempDir
    static Path folder;

    private static String sandbox;
    private static ProducerTemplate template;

    @BeforeAll
    static void start() {
        MAIN.setDefaultPropertyPlaceholderLocation("file:application.properties");
        Map.of("sandbox.enabled", "true", "sandbox.port", "0", "sandbox.amqp-port", "0", "sandbox.events-per-minute", "0",
                "webhook.port", String.valueOf(FreePort.find()), "management.port", "0", "webhook.key", "tell-case-key-0123456789",
                "kibana.space", "soc", "store.url", "jdbc:sqlite:" + folder.resolve("bridge.db")).forEach(MAIN::addOverrideProperty);
        MAIN.start();
        sandbox = MAIN.getCamelContext().getPropertiesComponent().resolveProperty("sentinel.endpoint").orElseThrow();
        template = MAIN.getCamelContext().createProducerTemplate();
        LINES.start();
        ((Logger) LogManager.getRootLogger()).addAppender(LINES);
    }

    @AfterAll
    static void stop() {
        ((Logger) LogManager.getRootLogger()).removeAppender(LINES);
        MAIN.stop();
    }

    @AfterEach
    void calm() {
        send("DELETE", "/_sandbox/faults", "");
        LINES.all.clear();
    }

    @Test
    void theCaseHasTheCommentAndTheCallerItsBody() {
        var id = newCase("soc");

        var told = tell(id, "", "Sentinel does not take it: \"403\"\n<b>{{x}}</b> 😀");

        assertThat(told.getVariable("told", Boolean.class)).isTrue();
        assertThat(told.getException()).isNull();
        assertThat(told.getMessage().getBody()).isEqualTo("the body of the caller");
        assertThat(told.getMessage().getHeaders()).as("nor does the key lie about").isEmpty();
        assertThat(comments("soc", id)).containsExactly("Sentinel does not take it: \"403\"\n<b>{{x}}</b> 😀" + MARK);
        assertThat(LINES.all).isEmpty();
    }

    @Test
    void aSpaceThatTheCaseNamesComesBeforeThatOfTheSettings() {
        var id = newCase("default");

        assertThat(tell(id, "default", "n").getVariable("told", Boolean.class)).isTrue();
        assertThat(comments("default", id)).containsExactly("n" + MARK);
        assertThat(tell(id, "", "n").getVariable("told")).as("is not in soc").isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"kibana\":{\"key\":\"invalid\"}} | Check kibana.api-key",
        "{\"kibana\":{\"missing_privileges\":[\"comments\"]}} | Create comments & attachments",
        "{\"match\":{\"path\":\"/comments\"},\"status\":404,\"body\":{\"message\":\"Saved object [cases/x] not found\"}} | It was deleted",
        "{\"match\":{\"path\":\"/comments\"},\"status\":503} | Kibana answered 503",
        "{\"match\":{\"path\":\"/comments\"},\"status\":302,\"headers\":{\"Location\":\"/login\"}} | Kibana answered 302",
        "{\"match\":{\"path\":\"/comments\"},\"cut\":\"before\"} | failed to respond. Check kibana.url"})
    void whatFailsIsOneLineThatSaysWhatToCheck(String fault, String line) {
        var id = newCase("soc");
        send("POST", "/_sandbox/faults", fault);

        var failed = tell(id, "", "n");

        assertThat(failed.getVariable("told")).isNull();
        assertThat(failed.getException()).isNull();
        assertThat(failed.getMessage().getBody()).isEqualTo("the body of the caller");
        assertThat(failed.getMessage().getHeaders()).isEmpty();
        assertThat(LINES.all).hasSize(1).first().asString()
                .startsWith("WARN tell-case case=" + id).contains(line).doesNotContain("\n").doesNotContain("c2FuZGJve");
        calm();
        assertThat(comments("soc", id)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", value = {
        "gone | none | It was deleted",
        ".. | none | no case or space '..'",
        "none | none | no case or space ''",
        "../../api/status?x=1#y | none | It was deleted",
        "x | .. | no case or space '..'",
        "x | ../../x | It was deleted"})
    void whateverACaseIsCalledNothingElseIsCalled(String id, String space, String line) {
        var failed = tell(id == null ? "" : id, space == null ? "" : space, "n");

        assertThat(failed.getVariable("told")).isNull();
        assertThat(failed.getException()).isNull();
        assertThat(LINES.all).hasSize(1).first().asString().contains(line);
    }

    /** Who waits for an answer does not wait for Kibana in addition. */
    @Test
    void aKibanaThatHangsCostsNoMoreThanTheTimeLeft() {
        send("POST", "/_sandbox/faults", "{\"match\":{\"path\":\"/comments\"},\"delay_ms\":60000}");
        var start = System.nanoTime();

        var failed = template.request("direct:tell-case", exchange -> {
            prepare(exchange, "x", "", "n");
            Deadline.set(exchange, Duration.ofMillis(300));
        });

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        assertThat(failed.getVariable("told")).isNull();
        await().untilAsserted(() -> assertThat(LINES.all).hasSize(1).first().asString().contains("No complete answer within"));
    }

    private static Exchange tell(String id, String space, String notice) {
        return template.request("direct:tell-case", exchange -> prepare(exchange, id, space, notice));
    }

    private static void prepare(Exchange exchange, String id, String space, String notice) {
        exchange.getMessage().setBody("the body of the caller");
        exchange.setVariable("told", true);
        exchange.setVariable("case_id", id);
        exchange.setVariable("case_space", space);
        exchange.setVariable("notice", notice);
    }

    private static String newCase(String space) {
        return send("POST", "/kibana/s/" + space + "/api/cases", """
                {"title": "%s", "description": "d", "tags": [], "owner": "securitySolution", "settings": {"syncAlerts": false},
                 "connector": {"id": "none", "name": "none", "type": ".none", "fields": null}}""".formatted(UUID.randomUUID())).path("id").asText();
    }

    private static java.util.List<String> comments(String space, String id) {
        return send("GET", "/kibana/s/" + space + "/api/cases/" + id, "").path("comments").findValuesAsText("comment");
    }

    private static JsonNode send(String method, String path, String body) {
        try {
            var answer = HTTP.send(HttpRequest.newBuilder(URI.create(sandbox + path.replace("/s/default", "")))
                    .header("Authorization", "Basic ZWxhc3RpYzpzYW5kYm94").header("kbn-xsrf", "t").header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return JSON.readTree(answer.body()) instanceof ObjectNode object ? object : JSON.createObjectNode();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** What is logged from WARN on. */
    private static final class Lines extends AbstractAppender {

        final BlockingQueue<String> all = new LinkedBlockingQueue<>();

        Lines() {
            super("tell-case-lines", null, null, true, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            if (event.getLevel().isMoreSpecificThan(org.apache.logging.log4j.Level.WARN)) {
                all.add(event.getLevel() + " " + event.getMessage().getFormattedMessage());
            }
        }
    }
}
