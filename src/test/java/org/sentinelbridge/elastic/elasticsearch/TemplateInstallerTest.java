package org.sentinelbridge.elastic.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sentinelbridge.sandbox.Sandbox;
import org.sentinelbridge.sandbox.SandboxOptions;
import org.sentinelbridge.sandbox.elasticsearch.ElasticsearchStandIn;

/** Index templates are installed once, never over what others have changed, and nothing is sent before. */
class TemplateInstallerTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration FIRST_WAIT = Duration.ofMillis(20);

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final Condition condition = new Condition("Index templates", "");
    private int port;
    private Sandbox sandbox;

    @BeforeEach
    void start() {
        sandbox = Sandbox.start(0, SandboxOptions.defaults());
        port = sandbox.port();
    }

    @AfterEach
    void stop() throws Exception {
        for (var one : open) {
            one.close();
        }
        sandbox.close();
    }

    @Test
    void allFilesOfTheBridgeAreTaken() throws Exception {
        var templates = TemplateFiles.all();
        assertThat(templates).extracting(Template::kind).startsWith(Template.COMPONENT).endsWith(Template.INDEX);

        settled(installer(templates));

        assertThat(get("/_index_template/sentinel-bridge-event").at("/index_templates/0/index_template/_meta/managed_by").asText())
                .isEqualTo("sentinel-bridge");
        for (var template : templates) {
            var singular = template.kind().substring(1);
            assertThat(template.compare(get(template.path()).path(singular + "s").path(0).path(singular)))
                    .as(template.path())
                    .isEqualTo(Template.Verdict.SAME);
        }
    }

    @Test
    void anOlderVersionIsReplacedAndANewerOneLeft() throws Exception {
        settled(installer(List.of(template(2, "ip"))));
        settled(installer(List.of(template(1, "keyword"))));
        assertThat(type()).isEqualTo("ip");

        settled(installer(List.of(template(3, "keyword"))));
        assertThat(type()).isEqualTo("keyword");
    }

    @Test
    void whatWasChangedByHandOrBelongsToOthersIsLeft() throws Exception {
        settled(installer(List.of(template(1, "ip"))));
        put(template(1, "keyword").body());
        settled(installer(List.of(template(1, "ip"))));
        assertThat(type()).isEqualTo("keyword");

        var foreign = template(1, "long").body();
        foreign.putObject("_meta").put("managed_by", "fleet");
        put(foreign);
        settled(installer(List.of(template(9, "ip"))));
        assertThat(type()).isEqualTo("long");
    }

    @Test
    void whatElasticsearchWritesInItsOwnWayIsNotTakenForAChange() {
        var template = template(1, "ip");
        var installed = template.body().deepCopy();
        ((ObjectNode) installed.path("template")).putObject("settings").putObject("index").putObject("mapping").put("ignore_malformed", "true");
        installed.putObject("data_stream").put("hidden", false);

        assertThat(template.compare(installed)).isEqualTo(Template.Verdict.SAME);
    }

    @Test
    void withoutThePrivilegeItSaysSoAndInstallsOnceItIsGiven() throws Exception {
        fault("{\"elasticsearch\":{\"missing_privileges\":[\"manage_index_templates\"]}}");
        var installer = installer(List.of(template(1, "ip")));

        await().until(() -> condition.trouble().isPresent());

        assertThat(condition.trouble().orElseThrow().sentence())
                .contains("403 security_exception", "manage_index_templates", "elasticsearch.install-templates=false");
        assertThatThrownBy(() -> require(installer)).isInstanceOf(ElasticsearchFailure.NeedsPerson.class);

        fault("{\"elasticsearch\":{\"missing_privileges\":[]}}");
        settled(installer);
        assertThat(condition.trouble()).isEmpty();
    }

    @Test
    void elasticsearchMayBeAwayAtTheStart() throws Exception {
        sandbox.close();
        var installer = installer(List.of(template(1, "ip")));
        await().until(() -> condition.trouble().isPresent());
        assertThatThrownBy(() -> require(installer)).isInstanceOf(ElasticsearchFailure.NotNow.class);

        sandbox = Sandbox.start(port, SandboxOptions.defaults());

        settled(installer);
        assertThat(type()).isEqualTo("ip");
    }

    @Test
    void withoutTemplatesNothingIsWaitedFor() throws Exception {
        require(installer(List.of()));
    }

    @Test
    void anElasticsearchOfVersionEightIsSpokenToInItsOwnWay() throws Exception {
        fault("{\"elasticsearch\":{\"version\":\"8.19.4\"}}");
        settled(installer(List.of(template(1, "ip"))));
        assertThat(type()).isEqualTo("ip");
    }

    private static Template template(int version, String type) {
        var body = JSON.createObjectNode().put("version", version);
        body.putObject("_meta").put("managed_by", "sentinel-bridge");
        body.putObject("template").putObject("settings").put("index.mapping.ignore_malformed", true);
        ((ObjectNode) body.path("template")).putObject("mappings").putObject("properties").putObject("a").put("type", type);
        return new Template(Template.COMPONENT, "test", body);
    }

    private String type() throws Exception {
        return get("/_component_template/test").at("/component_templates/0/component_template/template/mappings/properties/a/type").asText();
    }

    private TemplateInstaller installer(List<Template> templates) throws NoSuchAlgorithmException {
        var server = new Server();
        var link = new Link(
                new Link.Address(
                        URI.create("http://127.0.0.1:" + port + "/elasticsearch"),
                        "ApiKey " + ElasticsearchStandIn.API_KEY,
                        SSLContext.getDefault(),
                        Duration.ofSeconds(5),
                        false),
                server);
        server.reachedBy(link.client());
        var installer = new TemplateInstaller(templates, server, condition, FIRST_WAIT);
        open.add(installer);
        open.add(link);
        installer.start(link.client());
        return installer;
    }

    private static void settled(TemplateInstaller installer) {
        await().ignoreExceptionsInstanceOf(ElasticsearchFailure.class).untilAsserted(() -> require(installer));
    }

    private static void require(TemplateInstaller installer) throws InterruptedException {
        installer.process(new DefaultExchange(new DefaultCamelContext()));
    }

    private void put(ObjectNode body) throws Exception {
        send("PUT", "/elasticsearch/_component_template/test", body.toString());
    }

    private void fault(String fault) throws Exception {
        send("POST", "/_sandbox/faults", fault);
    }

    private JsonNode get(String path) throws Exception {
        return send("GET", "/elasticsearch" + path, "");
    }

    private JsonNode send(String method, String path, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "ApiKey " + ElasticsearchStandIn.API_KEY)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body));
        var answer = http.send(request.build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }
}
