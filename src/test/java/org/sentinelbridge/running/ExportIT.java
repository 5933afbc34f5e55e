package org.sentinelbridge.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code camel export}, as src/site/markdown/camel-cli.md tells to use it. */
final class ExportIT {

    private static final Duration LONG = Duration.ofMinutes(3);
    /** The catalogue of Kamelets, which the export wants to look into, in a version that can be had. */
    private static final String KAMELETS = "--kamelets-version=4.18.0";

    @TempDir
    private Path folder;

    @TempDir
    private static Path home;

    private static CamelCli camel;

    @BeforeAll
    static void install() {
        camel = new CamelCli(home);
    }

    @Test
    void theExportLeavesNoTraceAndItsProjectAnswersACase() throws Exception {
        Project.copy(folder, "application.properties", "routes");
        try (var webhook = taken(); var management = taken(); var sandbox = taken(); var amqp = taken()) {
            var inUse = Map.of("WEBHOOK_PORT", port(webhook), "MANAGEMENT_PORT", port(management),
                    "SANDBOX_PORT", port(sandbox), "SANDBOX_AMQP_PORT", port(amqp));
            export(inUse, "main");
        }
        assertThat(names(folder)).containsExactlyInAnyOrder("application.properties", "routes", "main", ".camel-jbang");

        var project = folder.resolve("main");
        Program.run(folder, LONG, List.of("cp", "-r", "routes", "main/"));
        Program.run(folder, LONG, List.of("cp", "application.properties", "main/src/main/resources/"));
        Files.writeString(project.resolve("src/main/resources/application.properties"),
                "camel.main.configurationClasses=org.sentinelbridge.app.BridgeConfiguration\n", StandardOpenOption.APPEND);
        CamelCli.mvn(project, "package");
        var port = String.valueOf(Project.freePort());
        var environment = Map.of("WEBHOOK_PORT", port, "MANAGEMENT_PORT", "0", "SANDBOX_PORT", "0", "SANDBOX_AMQP_PORT", "0",
                "WEBHOOK_KEY", RunningBridge.KEY);
        try (var bridge = Program.start(project, environment, CamelCli.mavenCommand("camel:run"))) {
            bridge.awaitOut("Ctrl\\+C stops it", LONG);
            var answer = new Caller("http://127.0.0.1:" + port, RunningBridge.KEY).post(Caller.create("case-of-the-export"));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(Caller.json(answer).path("sentinel_incident_id").asText()).matches("[0-9a-f-]{36}");
        }
    }

    @Test
    void otherRuntimesAreExportedWithoutATraceToo() throws Exception {
        Project.copy(folder, "application.properties", "routes");
        export(Map.of(), "spring-boot");
        export(Map.of(), "quarkus");
        assertThat(names(folder)).containsExactlyInAnyOrder("application.properties", "routes", "spring-boot", "quarkus", ".camel-jbang");
        assertThat(folder.resolve("spring-boot/pom.xml")).content().contains("sentinel-bridge-sandbox", "camel-json-validator-starter");
        assertThat(folder.resolve("quarkus/pom.xml")).content().contains("sentinel-bridge-sandbox", "camel-quarkus-json-validator");
    }

    private void export(Map<String, String> environment, String runtime) throws Exception {
        var command = String.join(" ", "export routes/* application.properties", "--runtime=" + runtime, "--gav=org.example:my-bridge:1.0",
                "--java-version=17", "--dir=" + runtime, KAMELETS);
        try (var export = camel.start(folder, environment, command)) {
            assertThat(export.exitCode(LONG)).as(export.written()).isZero();
        }
    }

    private static List<String> names(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static ServerSocket taken() throws Exception {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private static String port(ServerSocket socket) {
        return String.valueOf(socket.getLocalPort());
    }
}
