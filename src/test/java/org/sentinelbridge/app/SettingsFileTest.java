package org.sentinelbridge.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** application.properties and its readers agree: nothing is read that is not explained, nothing explained is without effect. */
class SettingsFileTest {

    private static final Path FILE = Path.of("application.properties");
    /** Follow from other settings when the bridge starts. */
    private static final Set<String> DERIVED = Set.of(
            "azure.resource-manager-scope",
            "azure.monitor-scope",
            "case-webhook.on",
            "case-rows.on",
            "case-notices.on",
            "case-notices.to",
            "kibana.endpoint",
            "kibana.trust",
            "sentinel-workspace.on",
            "alert-webhook.on",
            "logs-ingestion.on",
            "data-collector.on",
            "data-collector.endpoint",
            "log-analytics.field-bytes",
            "sentinel-incidents.on",
            "elasticsearch.on",
            "sentinel-events.on");
    private static final String CLI_LOGGING = "logging.level.";
    private static final Path LOGGING = Path.of("src/main/resources/log4j2.properties");
    /** Three braces are of Kibana's templates. */
    private static final Pattern PLACEHOLDER = Pattern.compile("(?<!\\{)\\{\\{\\??([^{}]+)}}");
    private static final Pattern LITERAL = Pattern.compile("\"([a-z]+(?:-[a-z]+)*(?:\\.[a-z]+(?:-[a-z]+)*)+)\"");

    @Test
    void whatIsReadIsDeclared() throws IOException {
        var declared = declared();
        declared.addAll(DERIVED);
        assertThat(declared).containsAll(placeholders());
    }

    @Test
    void whatIsDeclaredIsRead() throws IOException {
        var read = placeholders();
        read.addAll(literals());
        assertThat(declared()).isSubsetOf(read);
    }

    @Test
    void whatDerivesIsNotDeclared() throws IOException {
        assertThat(declared()).doesNotContainAnyElementsOf(DERIVED);
    }

    /** The Camel CLI brings its own logging, and takes levels from the settings only. */
    @Test
    void librariesAreAsQuietUnderTheCamelCliAsElsewhere() throws IOException {
        var elsewhere = new Properties();
        try (var reader = Files.newBufferedReader(LOGGING)) {
            elsewhere.load(reader);
        }
        var levels = elsewhere.stringPropertyNames().stream()
                .filter(key -> key.matches("logger\\.\\w+\\.name"))
                .filter(key -> !elsewhere.getProperty(key).startsWith("org.apache.camel."))
                .map(key -> CLI_LOGGING + elsewhere.getProperty(key) + "=" + elsewhere.getProperty(key.replace(".name", ".level")).toUpperCase(Locale.ROOT));
        assertThat(Files.readAllLines(FILE)).containsAll(levels.toList());
    }

    @Test
    void everySettingIsExplained() throws IOException {
        var lines = Files.readAllLines(FILE);
        for (var i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            if (line.startsWith("camel.") || line.startsWith(CLI_LOGGING) || line.startsWith("#") || line.isBlank()) {
                continue;
            }
            assertThat(explained(lines, i)).as(line).isTrue();
        }
    }

    /** A comment stands above, or above the settings just before that belong together. */
    private static boolean explained(List<String> lines, int at) {
        var i = at - 1;
        while (i > 0 && !lines.get(i).isBlank() && !lines.get(i).startsWith("#")) {
            i--;
        }
        return lines.get(i).startsWith("#") || at - i <= 2 && lines.get(i - 1).startsWith("# ----");
    }

    private static TreeSet<String> declared() throws IOException {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(FILE)) {
            properties.load(reader);
        }
        return properties.stringPropertyNames().stream()
                .filter(name -> !name.startsWith("camel.") && !name.startsWith(CLI_LOGGING))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static TreeSet<String> placeholders() throws IOException {
        return PLACEHOLDER.matcher(text(Path.of("routes"))).results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> literals() throws IOException {
        return LITERAL.matcher(text(Path.of("src/main/java")) + text(Path.of("routes/mappings"))).results()
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
    }

    private static String text(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).map(SettingsFileTest::read).collect(Collectors.joining("\n"));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
