package org.sentinelbridge.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code bin/bridge doctor}, as people run it. */
final class DoctorIT {

    private static final Duration LONG = Duration.ofSeconds(150);

    @TempDir
    private Path home;

    private final Map<String, String> settings = new LinkedHashMap<>();

    @BeforeEach
    void folder() {
        Project.copy(home, "routes", "application.properties");
        settings.put("webhook.port", String.valueOf(Project.freePort()));
        settings.put("management.port", String.valueOf(Project.freePort()));
        settings.put("sandbox.port", String.valueOf(Project.freePort()));
        settings.put("sandbox.amqp-port", "0");
    }

    @Test
    void besideTheSandboxItSaysWhatTheReadmeShows() throws IOException {
        try (var bridge = RunningBridge.launch(home, settings, Map.of())) {
            bridge.awaitOut("Ctrl\\+C stops it", LONG);
            bridge.awaitOut("Installed /_index_template/sentinel-bridge-incident", LONG);
            var doctor = doctor("--write", "--timeout=60");

            assertThat(doctor.exitCode(LONG)).as(doctor.written()).isZero();
            assertThat(doctor.err()).isEmpty();
            assertThat(doctor.out().replace(settings.get("sandbox.port"), "8099").replace(settings.get("management.port"), "9876"))
                    .containsPattern(shown());
            assertThat(doctor.out()).contains("Incident 1 was made and deleted again", "| where AlertUuid == 'sentinel-bridge-doctor-");
        }
    }

    @Test
    void withoutTheSandboxItSaysSo() {
        var doctor = doctor("--timeout=60");

        assertThat(doctor.exitCode(LONG)).as(doctor.written()).isZero();
        assertThat(doctor.out()).contains("The other sides were not checked, because the sandbox does not run")
                .contains("Start bridge run").doesNotContain("Elasticsearch\n");
        assertThat(home.resolve("data")).as("the store is made by who runs the bridge").doesNotExist();
    }

    @Test
    void aMissingRoleIsExitCodeOneAndJsonThatNamesIt() {
        try (var azure = new StandIn()) {
            settings.putAll(azure.settings());
            settings.put("webhook.key", RunningBridge.KEY);
            azure.disturb("{\"role\":false}");
            var doctor = doctor("--json", "--timeout=60");

            assertThat(doctor.exitCode(LONG)).as(doctor.written()).isEqualTo(1);
            var sentinel = side(Caller.json(doctor.out()), "Microsoft Sentinel");
            assertThat(sentinel.path("state").asText()).isEqualTo("fail");
            assertThat(sentinel.path("next").asText()).contains("Microsoft Sentinel Responder");
            assertThat(side(Caller.json(doctor.out()), "Elasticsearch").path("next").asText()).contains("elasticsearch.url");
            assertThat(doctor.written()).doesNotContain(StandIn.SECRET, RunningBridge.KEY);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ecs.profile, elastic, is none of extended",
        "incidents.interval, abc, is no time span; write for example 20s",
        "runs.keep-for, banana, is no time span; write for example 20s"
    })
    void whatWouldStopTheStartIsAFailure(String name, String value, String why) {
        settings.put(name, value);
        var doctor = doctor();

        assertThat(doctor.exitCode(LONG)).as(doctor.written()).isEqualTo(1);
        assertThat(doctor.out()).contains("FAIL  settings").contains(name + ": '" + value + "' " + why);
    }

    @Test
    void aMisspeltSettingIsToldWithTheRightName() {
        settings.put("webhook.prot", "8080");
        var doctor = doctor();

        assertThat(doctor.exitCode(LONG)).as(doctor.written()).isEqualTo(2);
        assertThat(doctor.err()).contains("webhook.prot: is no setting of the bridge; did you mean webhook.port?");
    }

    @Test
    void wrongUsageAndAFolderWithoutSettingsAreExitCodeTwo() throws IOException {
        assertThat(doctor("--nonsense").exitCode(LONG)).isEqualTo(2);

        Files.delete(home.resolve("application.properties"));
        var doctor = doctor();

        assertThat(doctor.exitCode(LONG)).isEqualTo(2);
        assertThat(doctor.err()).contains("application.properties").contains("run bridge in the folder that has it");
    }

    private Program doctor(String... options) {
        var command = new ArrayList<>(List.of(Project.BRIDGE, "doctor"));
        command.addAll(List.of(options));
        settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
        var program = Program.start(home, Map.of("BRIDGE_HOME", home.toString()), command);
        program.exitCode(LONG);
        return program;
    }

    private static JsonNode side(JsonNode answer, String name) {
        for (var side : answer.path("connections")) {
            if (side.path("name").asText().equals(name)) {
                return side;
            }
        }
        throw new AssertionError(name + " in " + answer);
    }

    /** The lines that the page shows, in their order, with others between them; an ellipsis stands for any text. */
    private static Pattern shown() throws IOException {
        var text = Files.readString(Project.ROOT.resolve("src/site/markdown/operations.md"));
        var section = text.substring(text.indexOf("## Doctor"), text.indexOf("## Ways to run it"));
        var block = section.split("```")[3];
        return Pattern.compile("(?s)" + block.strip().lines()
                .map(line -> Pattern.quote(line.strip()).replace("…", "\\E[^\\n]*\\Q"))
                .collect(Collectors.joining(".*?")));
    }
}
