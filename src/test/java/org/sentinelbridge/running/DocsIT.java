package org.sentinelbridge.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pages below src/site/markdown: every command is typed, unless it is marked as one that needs Azure or a Kibana of one's own. What is expected of a
 * command stands in the block that follows it, line by line; an ellipsis stands for any text.
 */
class DocsIT {

    private static final Path PAGES = Project.ROOT.resolve("src/site/markdown");
    private static final Pattern BLOCK = Pattern.compile("```sh( needs-azure| needs-kibana)?\\n(.*?)```(?:\\s*```text\\n(.*?)```)?", Pattern.DOTALL);
    private static final Pattern CALLS_AZURE = Pattern.compile("(^|[|;&]\\s*)(az |bridge doctor)", Pattern.MULTILINE);

    /** EditingRoutesIT and AnotherQueueIT have the brokers that the first takes; the others go on from the README, and ReadmeIT with them. */
    private static final List<String> OF_OTHER_TESTS = List.of("editing-routes.md", "try-it.md", "operations.md");

    @TempDir
    Path home;

    @Test
    void whatThePagesTellToTypeDoesWhatTheySay() throws IOException {
        var webhooks = String.valueOf(Project.freePort());
        var sandbox = String.valueOf(Project.freePort());
        Project.copy(home, "routes", "application.properties", "src/main/azure");
        var settings = Map.of("webhook.port", webhooks, "sandbox.port", sandbox, "management.port", "0", "sandbox.amqp-port", "0");
        try (var bridge = RunningBridge.launch(home, settings, Map.of())) {
            bridge.awaitOut("Ctrl\\+C stops it", Duration.ofSeconds(60));
            var typed = 0;
            for (var page : blocks().entrySet()) {
                for (var block : page.getValue()) {
                    if (block.group(1) == null) {
                        var command = block.group(2).replace("localhost:8080", "localhost:" + webhooks)
                                .replace("localhost:8099", "localhost:" + sandbox);
                        var written = Program.run(home, Duration.ofSeconds(60), List.of("sh", "-ec",
                                "PATH=" + Project.DISTRIBUTION.resolve("bin") + ":$PATH; export BRIDGE_HOME=" + home + " SANDBOX_PORT=" + sandbox + " WEBHOOK_PORT=" + webhooks + "\n" + command));
                        assertShows(written, block.group(3), page.getKey() + ": " + command);
                        typed++;
                    }
                }
            }
            assertThat(typed).isGreaterThanOrEqualTo(4);
        }
    }

    @Test
    void onlyCommandsThatCallAzureAreMarkedSo() throws IOException {
        blocks().forEach((page, blocks) -> assertThat(blocks).as(page).allSatisfy(block -> assertThat(" needs-azure".equals(block.group(1)))
                .as(block.group(2)).isEqualTo(CALLS_AZURE.matcher(block.group(2)).find())));
    }

    @Test
    void onlyCommandsThatNameElasticsOwnAreMarkedSo() throws IOException {
        blocks().forEach((page, blocks) -> assertThat(blocks).as(page).allSatisfy(block -> assertThat(" needs-kibana".equals(block.group(1)))
                .as(block.group(2)).isEqualTo(block.group(2).contains("https://elasticsearch.example.com"))));
    }

    private static Map<String, List<MatchResult>> blocks() throws IOException {
        var blocks = new TreeMap<String, List<MatchResult>>();
        try (var pages = Files.list(PAGES)) {
            pages.filter(page -> !OF_OTHER_TESTS.contains(page.getFileName().toString())).forEach(page -> blocks.put(page.getFileName().toString(), BLOCK.matcher(read(page)).results().toList()));
        }
        return blocks;
    }

    private static void assertShows(String written, String shown, String command) {
        if (shown != null) {
            shown.lines().forEach(line -> assertThat(written).as("after " + command).containsPattern(
                    Pattern.quote(line).replace("…", "\\E.*\\Q")));
        }
    }

    private static String read(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
