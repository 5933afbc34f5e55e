package org.sentinelbridge.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real Camel CLI, as src/main/camel-cli makes it, knows the bridge's components. */
final class CamelCliCatalogIT {

    private static final Duration MOST = Duration.ofSeconds(90);

    @TempDir
    private Path folder;

    @BeforeAll
    static void build() {
        Program.run(Project.ROOT, MOST, List.of("mvn", "-q", "-Dmaven.repo.local=" + Project.localRepository(),
                "-f", "src/main/camel-cli/pom.xml", "package"));
    }

    @Test
    void theCatalogListsThemBesideCamelsOwn() {
        assertThat(camel("catalog", "component").lines().map(line -> line.strip().split(" ")[0]))
                .contains("ecs", "eventhubs-batch", "mapping", "outbox", "parked", "rows", "kafka", "timer");
    }

    @ParameterizedTest
    @CsvSource({
        "outbox, outbox:name, batchMessages, 1000",
        "mapping, mapping:name, with, Names of exchange variables",
        "rows, rows:name, fieldBytes, 64000",
        "ecs, ecs:name, profile, elastic-1.4.2",
        "parked, parked:flow, flow, REQUIRED",
        "eventhubs-batch, eventhubs-batch:namespace/eventHubName, takeOver, 40s"
    })
    void docExplainsEach(String scheme, String syntax, String option, String about) {
        assertThat(camel("doc", "component:" + scheme))
                .contains("Component Name: " + scheme, "<artifactId>sentinel-bridge</artifactId>", syntax)
                .containsPattern("║ " + option + " .*")
                .contains(about);
    }

    private String camel(String... arguments) {
        var command = new ArrayList<>(List.of(Project.ROOT.resolve("target/camel-cli/camel").toString()));
        command.addAll(List.of(arguments));
        return Program.run(folder, MOST, command);
    }
}
