package org.sentinelbridge.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A wrong setting ends the start with exit code 2 and one line that names it, and shows no secret. */
final class SettingsIT {

    private static final Duration END = Duration.ofSeconds(60);
    private static final String SUBSCRIPTION = "5a4db0c5-0000-4000-8000-000000000003";

    @TempDir
    private static Path home;

    @BeforeAll
    static void copy() {
        Project.copy(home, "routes", "application.properties");
    }

    /** What is wrong, and the property that must be named, of a bridge that would start without it. */
    static Stream<Arguments> wrongSettings() {
        return Stream.of(
                wrong("webhook.key", "webhook.key="),
                wrong("webhook.key", "webhook.key=fifteen-letters"),
                wrong("sentinel.workspace-name", "sandbox.enabled=true", "sentinel.workspace-name=production"),
                wrong("azure.client-secret", "sandbox.enabled=true", "azure.client-secret=real-secret-of-mine"),
                wrong("sandbox.enabled", "sandbox.enabled=yes"),
                wrong("sentinel.resource-group", "sentinel.subscription-id=" + SUBSCRIPTION),
                wrong("sentinel.subscription-id", "sentinel.workspace-name=w-1", "sentinel.resource-group=g"),
                wrong("sentinel.subscription-id", "sentinel.subscription-id=mine", "sentinel.workspace-name=w-1", "sentinel.resource-group=g"),
                wrong("sentinel.endpoint", "sentinel.endpoint=management.azure.com"),
                wrong("sentinel.endpoint", "sentinel.endpoint=http://management.example.com"),
                wrong("sentinel.endpoint", "sentinel.endpoint=https://user@management.example.com"),
                wrong("kibana.url", "kibana.url=javascript:alert(1)"),
                wrong("azure.authority-host", "azure.authority-host=http://login.example"),
                wrong("azure.cloud", "azure.cloud=germany"),
                wrong("azure.client-secret", "azure.credential=client-secret", "azure.tenant-id=t", "azure.client-id=c"),
                wrong("azure.static-token", "azure.credential=static"),
                wrong("webhook.port", "webhook.port=80800"),
                wrong("webhook.max-concurrent", "webhook.max-concurrent=many"),
                wrong("webhook.budget", "webhook.budget=soon"),
                wrong("webhook.budget", "webhook.budget=2m"),
                wrong("webhook.idle-timeout", "webhook.idle-timeout=0s"),
                wrong("webhook.max-body", "webhook.max-body=20 apples"),
                wrong("webhook.max-body", "webhook.max-body=20000MB"),
                wrong("webhook.host", "webhook.host=0.0.0.0"),
                wrong("webhook.tls.private-key", "webhook.tls.certificate=application.properties"),
                wrong("webhook.tls.certificate", "webhook.tls.certificate=nowhere.pem", "webhook.tls.private-key=nowhere.key"),
                wrong("webhook.tls.certificate",
                        "webhook.tls.certificate=application.properties", "webhook.tls.private-key=application.properties"),
                wrong("http.call-timeout", "http.call-timeout=1ms"),
                wrong("management.port", "management.port=99999"),
                wrong("outbox.max-age", "outbox.max-age=never"),
                wrong("outbox.max-bytes", "outbox.max-bytes=much"),
                wrong("log-analytics.writer", "log-analytics.writer=pigeon"),
                wrong("log-analytics.dcr-immutable-id", "log-analytics.endpoint=https://logs.example.com"),
                wrong("log-analytics.dcr-immutable-id",
                        "log-analytics.endpoint=https://logs.example.com", "log-analytics.dcr-immutable-id=dcr-1"),
                wrong("log-analytics.workspace-key",
                        "log-analytics.writer=data-collector",
                        "log-analytics.workspace-id=5a4db0c5-0000-4000-8000-000000000007",
                        "log-analytics.workspace-key=no base64 !"),
                wrong("store.url", "store.url=jdbc:sqlite:/proc/no/bridge.db"),
                wrong("store.url", "store.url=jdbc:sqlite:application.properties"),
                wrong("store.url", "store.url=jdbc:postgresql://127.0.0.1:1/bridge", "store.password=the-password-of-the-store"),
                wrong("store.url", "store.url=jdbc:oracle:thin:@db"));
    }

    @ParameterizedTest
    @MethodSource("wrongSettings")
    @Execution(ExecutionMode.CONCURRENT)
    void stopsTheStart(String named, Map<String, String> settings) {
        try (var bridge = RunningBridge.launch(home, settings, Map.of())) {
            assertThatItRefuses(bridge, named);
            Stream.of("webhook.key", "azure.client-secret", "store.password")
                    .map(settings::get)
                    .filter(secret -> secret != null && !secret.isEmpty())
                    .forEach(secret -> assertThat(bridge.written()).doesNotContain(secret));
        }
    }

    @Test
    void aTakenPortStopsTheStart() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = String.valueOf(taken.getLocalPort());
            try (var bridge = RunningBridge.launch(home, with("webhook.port=" + port), Map.of())) {
                assertThatItRefuses(bridge, "webhook.port");
                assertThat(bridge.err()).contains(port);
            }
            var sandbox = with("sandbox.enabled=true", "sandbox.port=" + port);
            try (var bridge = RunningBridge.launch(home, sandbox, Map.of())) {
                assertThatItRefuses(bridge, "sandbox.port");
                assertThat(bridge.err()).contains(port);
            }
        }
    }

    @Test
    void aBrokenMappingStopsTheStartAndIsNamed(@TempDir Path other) throws Exception {
        Project.copy(other, "routes", "application.properties");
        Files.writeString(other.resolve("routes/mappings/comment.jslt"), "{ \"a\": ");
        try (var bridge = RunningBridge.launch(other, with(), Map.of())) {
            assertThat(bridge.exitCode(END)).isNotZero();
            assertThat(bridge.written()).contains("comment.jslt").doesNotContain(RunningBridge.KEY);
        }
    }

    @Test
    void withoutSandboxAndWorkspaceALineTellsWhatSwitchesTheCaseWebhookOn() {
        try (var bridge = RunningBridge.startAgain(home, Map.of("sandbox.enabled", "false", "store.url", "jdbc:sqlite:data/off.db"))) {
            await().untilAsserted(() -> assertThat(bridge.program().out())
                    .containsPattern("Case webhook: off; sentinel\\.(subscription-id|workspace-name)"));
            var answer = bridge.caller().post(Caller.create("case-1"));
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(Caller.json(answer).path("message").asText()).isNotEmpty();
        }
    }

    @Test
    void aLineTellsThatItListensForTheRealThing() {
        try (var azure = new StandIn();
                var bridge = RunningBridge.startAgain(home, azure.settings())) {
            await().untilAsserted(() -> assertThat(bridge.program().out())
                    .contains("http://127.0.0.1:" + bridge.port() + "/cases")
                    .doesNotContain("SANDBOX"));
        }
    }

    @Test
    void aSlashAtTheEndOfTheEndpointIsNoFault() {
        try (var azure = new StandIn()) {
            var settings = azure.settings();
            settings.put("sentinel.endpoint", azure.url() + "/");
            settings.put("azure.authority-host", azure.url() + "/");
            try (var bridge = RunningBridge.startAgain(home, settings)) {
                assertThat(bridge.caller().post(Caller.create("case-1")).statusCode()).isEqualTo(200);
            }
        }
    }

    private static void assertThatItRefuses(Program bridge, String named) {
        assertThat(bridge.exitCode(END)).as(bridge.written()).isEqualTo(2);
        assertThat(bridge.err().lines().toList())
                .as("standard error")
                .singleElement()
                .asString()
                .startsWith("Sentinel Bridge does not start. " + named + ": ");
    }

    private static Arguments wrong(String named, String... settings) {
        return Arguments.of(named, with(settings));
    }

    private static Map<String, String> with(String... settings) {
        var all = new LinkedHashMap<String, String>();
        all.put("sandbox.enabled", "false");
        all.put("sandbox.port", "0");
        all.put("sandbox.amqp-port", "0");
        all.put("webhook.key", RunningBridge.KEY);
        all.put("webhook.port", String.valueOf(Project.freePort()));
        all.put("management.port", "0");
        for (var setting : settings) {
            var parts = setting.split("=", 2);
            all.put(parts[0], parts[1]);
        }
        return all;
    }
}
