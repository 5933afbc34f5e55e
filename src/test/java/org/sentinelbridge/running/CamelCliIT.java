package org.sentinelbridge.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An engineer's day with the real Camel CLI: start, edit, look. */
@Timeout(180)
final class CamelCliIT {

    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String NO_ACTION = "{\"action\":\"no\"}";

    @TempDir
    private static Path home;

    private static CamelCli camel;

    @TempDir
    private Path folder;

    @BeforeAll
    static void install() {
        camel = new CamelCli(home);
    }

    @BeforeEach
    void copy() {
        Project.copy(folder, "application.properties", "routes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run application.properties", "run routes/* application.properties --dev"})
    void editsAreLiveAndTheProcessAndItsToolsGoOn(String arguments) throws IOException {
        var port = Project.freePort();
        var environment = Map.of("WEBHOOK_PORT", String.valueOf(port), "SANDBOX_PORT", String.valueOf(Project.freePort()), "SANDBOX_AMQP_PORT", "0",
                "MANAGEMENT_PORT", "0", "WEBHOOK_KEY", RunningBridge.KEY, "SANDBOX_EVENTS_PER_MINUTE", "0");
        try (var bridge = camel.start(folder, environment, arguments)) {
            bridge.awaitOut("Ctrl\\+C stops it", START);
            var caller = new Caller("http://127.0.0.1:" + port, RunningBridge.KEY);
            assertThat(caller.post(NO_ACTION).statusCode()).isEqualTo(400);

            edit("cases/incident-api/incident-api.camel.yaml", "there is no such action;", "no such action at all;",
                    () -> caller.post(NO_ACTION).body().contains("no such action at all"));
            edit("failures/error-policy.camel.yaml", "ValidationException           0     400", "ValidationException           0     422", () -> caller.post(NO_ACTION).statusCode() == 422);
            edit("mappings/failure-answer.jslt", "  \"message\":", "  \"hint\": \"edited\",\n  \"message\":",
                    () -> caller.post(NO_ACTION).body().contains("\"hint\":\"edited\""));
            edit("schemas/request.json", "\"maxLength\": 100,", "\"maxLength\": 1,",
                    () -> caller.post(NO_ACTION).body().contains("at most 1 "));

            await().during(Duration.ofSeconds(10)).atMost(Duration.ofSeconds(15)).until(bridge::isRunning);
            assertThat(camel.run(folder, "ps")).contains("sentinel-bridge").contains(String.valueOf(bridge.pid()));
            assertThat(camel.run(folder, "get route")).contains("case-request", "Started");
            assertThat(camel.run(folder, "cmd route-structure sentinel-bridge")).contains("case-webhook", "json-validator");
            assertThat(bridge.written()).as("no server but the bridge's own").doesNotContain("0.0.0.0");
            assertThat(bridge.written()).doesNotContain(" ERROR ", "\tat ", "az.sdk");
            bridge.askToStop();
            assertThat(bridge.exitCode(Duration.ofSeconds(15))).isIn(0, 143);
        }
    }

    private void edit(String name, String from, String to, BooleanSupplier isLive) throws IOException {
        var file = folder.resolve("routes").resolve(name);
        var text = Files.readString(file);
        assertThat(text).contains(from);
        var start = System.nanoTime();
        Files.writeString(file, text.replace(from, to));
        await().alias(name).atMost(SOON).pollInterval(Duration.ofMillis(20)).until(isLive::getAsBoolean);
        System.out.printf("%s: live after %d ms%n", name, Duration.ofNanos(System.nanoTime() - start).toMillis());
    }

    @ParameterizedTest
    @ValueSource(strings = {"run routes/*", "run"})
    void withoutSettingsOneLineSaysWhatToDo(String arguments) throws IOException {
        if (!arguments.equals("run")) {
            Files.delete(folder.resolve("application.properties"));
        }
        try (var program = camel.start(folder, Map.of(), arguments)) {
            program.awaitOut("its settings were not read.*camel run application\\.properties", START);
            assertThatOneLineTells(program);
        }
    }

    @Test
    void withoutTheJarOneLineSaysWhatToDo() throws IOException {
        var settings = folder.resolve("application.properties");
        Files.writeString(settings, Files.readString(settings).replaceAll("(sentinel-bridge(-sandbox)?):0.1.0", "$1:0.0.0-never"));
        try (var program = camel.start(folder, Map.of(), "run routes/* application.properties")) {
            program.awaitOut("its jar was not found.*local Maven repository.*mvn install", START);
            assertThatOneLineTells(program);
        }
    }

    private static void assertThatOneLineTells(Program program) {
        assertThat(program.written()).doesNotContain("Exception", "\tat ");
        assertThat(program.written().lines().filter(line -> line.contains("ERROR"))).hasSize(1);
    }
}
