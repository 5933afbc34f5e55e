package org.sentinelbridge.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The three ways to start, each followed by what the start-up banner tells a newcomer to do. */
final class StartsIT {

    private static final Duration START = Duration.ofSeconds(90);

    @TempDir
    private Path folder;

    @Test
    void mavenStartsTheProject() {
        Project.copy(folder, "pom.xml", "application.properties", "routes", "src/main");
        var webhook = Project.freePort();
        var sandbox = Project.freePort();
        var command = List.of("mvn", "-q", "-Dmaven.repo.local=" + Project.localRepository(),
                "-Dmanagement.port=0", "-Dwebhook.port=" + webhook, "-Dsandbox.port=" + sandbox, "-Dsandbox.amqp-port=0", "compile", "exec:java");
        try (var bridge = Program.start(folder, Map.of(), command)) {
            assertThatTheBannerKeepsItsWord(bridge, webhook, sandbox);
            assertThat(folder.resolve("data/bridge.db")).exists();
        }
    }

    @Test
    void theDistributionStartsFromAnyFolderAndTakesSettingsFromAnywhere() throws Exception {
        var home = Files.createDirectories(folder.resolve("a home with blanks"));
        var elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Project.copy(home, "application.properties", "routes");
        var webhook = Project.freePort();
        var sandbox = Project.freePort();
        var environment = Map.of("WEBHOOK_PORT", String.valueOf(webhook), "SANDBOX_PORT", "1", "SENTINEL_ENDPOINT", "", "BRIDGE_HOME", home.toString());
        var command = List.of(Project.BRIDGE, "run", "-Dsandbox.port=" + sandbox, "-Dsandbox.amqp-port=0", "-Dkibana.url=https://kibana.example/it's-$HOME");
        try (var bridge = Program.start(elsewhere, environment, command)) {
            var incident = assertThatTheBannerKeepsItsWord(bridge, webhook, sandbox);
            assertThat(home.resolve("data/bridge.db")).exists();
            assertThat(elsewhere).isEmptyDirectory();
            assertThat(incident.at("/properties/description").asText())
                    .as("a setting with blanks, a quote and a dollar sign")
                    .endsWith("https://kibana.example/it's-$HOME/app/security/cases/case-1");
        }
    }

    @Test
    void aLinkToTheScriptStartsTheFolderThatTheScriptLiesIn() throws Exception {
        var link = Files.createSymbolicLink(folder.resolve("bridge"), Path.of(Project.BRIDGE));
        var webhook = Project.freePort();
        var sandbox = Project.freePort();
        var command = List.of(link.toString(), "run", "-Dmanagement.port=0", "-Dwebhook.port=" + webhook, "-Dsandbox.port=" + sandbox, "-Dsandbox.amqp-port=0",
                "-Dwebhook.key=0123456789abcdef", "-Dstore.url=jdbc:sqlite:" + folder.resolve("linked.db"));
        try (var bridge = Program.start(folder, Map.of(), command)) {
            assertThatTheBannerKeepsItsWord(bridge, webhook, sandbox);
        }
    }

    @Test
    void withNothingButSentinelTheLogTellsWhatIsOffAndNoError() {
        Project.copy(folder, "application.properties", "routes");
        var command = List.of(Project.BRIDGE, "run", "-Dsandbox.enabled=false", "-Dmanagement.port=0", "-Dwebhook.port=" + Project.freePort(),
                "-Dwebhook.key=0123456789abcdef", "-Dsentinel.subscription-id=11111111-1111-1111-1111-111111111111",
                "-Dsentinel.resource-group=group", "-Dsentinel.workspace-name=work-space", "-Dazure.credential=static", "-Dazure.static-token=x");
        try (var bridge = Program.start(folder, Map.of("BRIDGE_HOME", folder.toString()), command)) {
            bridge.awaitOut("Events of Sentinel: off", START);
            // what routes lead to is looked at once it serves
            await().during(Duration.ofSeconds(6)).atMost(Duration.ofSeconds(10)).until(() -> !bridge.out().contains(" ERROR "));
            assertThat(bridge.out()).contains("Alert webhook: off");
        }
    }

    @Test
    void theCamelCliRunsTheSameFiles() throws Exception {
        var camel = new CamelCli(Files.createDirectories(folder.resolve("home")));
        Project.copy(folder, "application.properties", "routes");
        var webhook = Project.freePort();
        var sandbox = Project.freePort();
        var environment = Map.of("WEBHOOK_PORT", String.valueOf(webhook), "SANDBOX_PORT", String.valueOf(sandbox), "SANDBOX_AMQP_PORT", "0");
        try (var bridge = camel.start(folder, environment, "run routes/* application.properties")) {
            assertThatTheBannerKeepsItsWord(bridge, webhook, sandbox);
        }
    }

    @Test
    void unknownArgumentsAreRefused() {
        try (var bridge = Program.start(folder, Map.of("BRIDGE_HOME", folder.toString()), List.of(Project.BRIDGE, "walk"))) {
            assertThat(bridge.exitCode(START)).isEqualTo(2);
            assertThat(bridge.err()).contains("walk", "Usage: bridge", "run");
        }
    }

    private JsonNode assertThatTheBannerKeepsItsWord(Program bridge, int webhook, int sandbox) {
        var banner = bridge.awaitOut("^  Key +(\\S+)$.*^  Azure holds +(\\S+)$.*?^  (curl .*?)\\n\\n.*Ctrl\\+C stops it", START);
        var url = "http://127.0.0.1:" + webhook;
        assertThat(banner.group(2)).isEqualTo("http://127.0.0.1:" + sandbox + "/_sandbox/state");

        var created = Caller.json(Program.run(folder, Duration.ofSeconds(30), List.of("sh", "-c", banner.group(3))));
        var incident = created.path("sentinel_incident_id").asText();
        assertThat(incident).as(created.toString()).matches("[0-9a-f-]{36}");

        var caller = new Caller(url, banner.group(1));
        var read = caller.read(incident);
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(Caller.json(read)).isEqualTo(created);
        assertThat(caller.post(Caller.comment(incident, "Looks bad")).statusCode()).isEqualTo(200);
        assertThat(caller.send(caller.toWithoutKey("/cases").GET()).statusCode()).isEqualTo(401);

        var azure = new Caller("http://127.0.0.1:" + sandbox, "none");
        var held = Caller.json(azure.send(azure.toWithoutKey("/_sandbox/state").GET())).at("/sentinel/incidents");
        assertThat(held).hasSize(1);
        assertThat(held.at("/0/properties/title").asText()).isEqualTo("Hello Sentinel");
        assertThat(held.at("/0/comments/0/properties/message").asText()).isEqualTo("Looks bad");

        bridge.askToStop();
        assertThat(bridge.exitCode(Duration.ofSeconds(15))).isIn(0, 143);
        return held.path(0);
    }
}
