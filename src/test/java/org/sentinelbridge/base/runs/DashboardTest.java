package org.sentinelbridge.base.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard and the alert rules name nothing that a running bridge does not show. */
class DashboardTest {

    private static final Path FOLDER = Path.of("src", "main", "grafana");
    private static final Pattern METRIC = Pattern.compile("\\bbridge_[a-z_]+");
    private static final Pattern RULE = Pattern.compile("^ {6}- alert: (\\w+)$", Pattern.MULTILINE);

    @TempDir
    Path folder;

    @Test
    void everyMetricThatTheyNameIsThere() throws IOException {
        var rules = Files.readString(FOLDER.resolve("alert-rules.yaml"));
        var dashboard = Files.readString(FOLDER.resolve("dashboard.json"));
        var named = named(rules + dashboard);
        assertThat(named).hasSizeGreaterThan(15);

        try (var bridge = new RecordedBridge(folder, Map.of("incidents.interval", "1s", "sandbox.events-per-minute", "600"))) {
            bridge.post("/cases", EveryRunTest.create("case-1"));
            bridge.post("/alerts", EveryRunTest.alerts(1));
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(named(bridge.metrics())).containsAll(named));
        }
    }

    @Test
    void everyRuleSaysWhatToLookAt() throws IOException {
        var rules = Files.readString(FOLDER.resolve("alert-rules.yaml"));

        assertThat(RULE.matcher(rules).results()).hasSize(5);
        for (var rule : rules.split(" {6}- alert: ")) {
            if (rule.startsWith("Bridge")) {
                assertThat(rule).contains("expr:", "for:", "severity:", "summary:", "description:");
            }
        }
    }

    @Test
    void thePanelsOfTheDashboardAllAskSomethingAndDoNotLieOnEachOther() throws IOException {
        var panels = new ObjectMapper().readTree(FOLDER.resolve("dashboard.json").toFile()).path("panels");
        var taken = new HashSet<String>();
        for (var panel : panels) {
            assertThat(panel.path("targets")).as(panel.path("title").asText()).isNotEmpty();
            assertThat(panel.path("description").asText()).isNotEmpty();
            cells(panel.path("gridPos")).forEach(cell -> assertThat(taken.add(cell)).as(panel.path("title").asText()).isTrue());
        }
    }

    private static Set<String> cells(JsonNode place) {
        var cells = new HashSet<String>();
        for (var x = 0; x < place.path("w").asInt(); x++) {
            for (var y = 0; y < place.path("h").asInt(); y++) {
                cells.add((place.path("x").asInt() + x) + "," + (place.path("y").asInt() + y));
            }
        }
        return cells;
    }

    private static Set<String> named(String text) {
        return METRIC.matcher(text).results().map(match -> match.group()).collect(Collectors.toCollection(TreeSet::new));
    }
}
