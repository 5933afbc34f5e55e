package org.sentinelbridge.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README tells to type is typed, then what the pages tell that go on from there; and what they say will be seen is seen. */
class ReadmeIT {

    private static final Path README = Project.ROOT.resolve("README.md");
    private static final Path PAGES = Project.ROOT.resolve("src/site/markdown");
    private static final List<Path> IN_TURN =
            List.of(README, PAGES.resolve("try-it.md"), PAGES.resolve("setup-kibana.md"), PAGES.resolve("operations.md"));
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern COMMAND_AND_ANSWER =
            Pattern.compile("```sh\\n([^`]*)```\\s*```json\\n([^`]*)```");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)\\)");

    @TempDir
    Path home;

    @Test
    void theFirstMinutesAreAsItSays() throws IOException {
        var webhooks = String.valueOf(Project.freePort());
        var sandbox = String.valueOf(Project.freePort());
        var management = String.valueOf(Project.freePort());
        Project.copy(home, "routes", "application.properties");
        var ports = Map.of("webhook.port", webhooks, "sandbox.port", sandbox, "management.port", management, "sandbox.amqp-port", "0");
        try (var bridge = RunningBridge.launch(home, ports, Map.of())) {
            bridge.awaitOut("Ctrl\\+C stops it", Duration.ofSeconds(60));
            // what is in angle brackets differs from run to run
            assertThat(bridge.out().replace(webhooks, "8080").replace(sandbox, "8099").replace(management, "9876"))
                    .contains(promisedLines().stream().map(line -> line.replaceFirst("<.*", "").strip()).toList());

            var steps = steps();
            assertThat(steps).hasSizeGreaterThanOrEqualTo(13);
            for (var step : steps) {
                var command = step.group(1).replace("localhost:8080", "localhost:" + webhooks)
                        .replace("localhost:8099", "localhost:" + sandbox)
                        .replace("localhost:9876", "localhost:" + management);
                var answer = Program.run(home, Duration.ofSeconds(30), List.of("sh", "-c", command));
                assertHas(JSON.readTree(answer), JSON.readTree(step.group(2)), command);
            }
        }
    }

    @Test
    void everyFileThatItLinksToIsThere() throws IOException {
        assertThat(LINK.matcher(Files.readString(README)).results().map(link -> link.group(1)))
                .isNotEmpty()
                .allSatisfy(target -> assertThat(Project.ROOT.resolve(target)).exists());
    }

    @Test
    void everyRouteFileIsExplained() throws IOException {
        var page = Files.readString(PAGES.resolve("architecture.md"));
        try (var files = Files.walk(Project.ROOT.resolve("routes"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".camel.yaml")).map(file -> Project.ROOT.relativize(file).toString())).allSatisfy(file -> assertThat(page).contains(file));
        }
    }

    private static List<MatchResult> steps() throws IOException {
        var steps = new ArrayList<MatchResult>();
        for (var page : IN_TURN) {
            steps.addAll(COMMAND_AND_ANSWER.matcher(Files.readString(page)).results().toList());
        }
        return steps;
    }

    private static List<String> promisedLines() throws IOException {
        var text = Files.readString(README);
        var from = text.indexOf("\n```\n", text.indexOf("```\n", text.indexOf("mvn compile exec:java")) + 4) + 5;
        return text.substring(from, text.indexOf("```", from)).lines().map(String::strip).toList();
    }

    /** Each member that the README shows must be there; an ellipsis stands for any text, a list may hold more. */
    private static void assertHas(JsonNode actual, JsonNode shown, String command) {
        if (shown.isObject()) {
            shown.properties().forEach(member -> {
                assertThat(actual.has(member.getKey())).as(member.getKey() + " in " + actual + " after " + command).isTrue();
                assertHas(actual.get(member.getKey()), member.getValue(), command);
            });
        } else if (shown.isArray()) {
            shown.forEach(element -> assertThat(StreamSupport.stream(actual.spliterator(), false)).anySatisfy(
                    candidate -> assertHas(candidate, element, command)));
        } else if (!shown.asText().equals("…")) {
            assertThat(actual).as("after " + command).isEqualTo(shown);
        }
    }
}
