package org.sentinelbridge.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages below src/site/markdown, as far as they can be checked without running anything. */
class PagesTest {

    private static final Path PAGES = Path.of("src", "site", "markdown");
    private static final boolean UPDATE = Boolean.getBoolean("golden.update");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)");
    private static final Pattern SETTING = Pattern.compile("`([a-z]+(?:-[a-z]+)*(?:\\.[a-z]+(?:-[a-z]+)*)+)(?:=[^`]*)?`");

    /** From the table to a blank line, the end of the block or of the inline code. */
    private static final Pattern ALERT_QUERY = Pattern.compile("(?s)(?:let moved.*?```|ElasticSecurityAlerts(?:Classic)?_CL\\s*\\|.*?(?:\\n\\s*\\n|`))");
    private static final Pattern ONCE = Pattern.compile("by Alert(?:Uuid|Key)|dcount\\(AlertUuid\\)");

    /** {@code -Dgolden.update=true} writes it anew, and fails all the same. */
    @Test
    void settingsAreThoseOfTheFile() throws IOException {
        var made = settings();
        var page = PAGES.resolve("settings.md");
        var written = Files.exists(page) ? Files.readString(page) : "";
        if (UPDATE && !made.equals(written)) {
            Files.writeString(page, made);
        }
        assertThat(written).isEqualTo(made);
    }

    /** {@code -Dgolden.update=true} writes them anew, and fails all the same. */
    @ParameterizedTest
    @ValueSource(strings = {"ElasticSecurityAlerts_CL", "ElasticSecurityCases_CL"})
    void columnsAreThoseOfTheTable(String table) throws IOException {
        var page = PAGES.resolve("mapping.md");
        var written = Files.readString(page);
        var start = written.indexOf("| column | type | what |", written.indexOf(table + ".json"));
        var end = written.indexOf("\n\n", start) + 1;
        var made = columns(table);
        if (UPDATE && !written.substring(start, end).equals(made)) {
            Files.writeString(page, written.substring(0, start) + made + written.substring(end));
        }
        assertThat(written.substring(start, end)).isEqualTo(made);
    }

    /** A request in doubt is repeated, so a row can be there twice. */
    @Test
    void everyQueryOverAlertsIgnoresRepeats() throws IOException {
        var queries = new ArrayList<String>();
        var texts = new ArrayList<>(pages());
        texts.add(Path.of("README.md"));
        for (var text : texts) {
            ALERT_QUERY.matcher(Files.readString(text)).results().map(MatchResult::group).forEach(queries::add);
        }
        queries.add(Files.readString(Path.of("src/main/azure/analytics-rule.kql")));
        assertThat(queries).hasSizeGreaterThan(4).allMatch(query -> ONCE.matcher(query).find());
    }

    @Test
    void everyFileThatTheyLinkToIsThere() throws IOException {
        for (var page : pages()) {
            assertThat(LINK.matcher(Files.readString(page)).results().map(link -> link.group(1)))
                    .allSatisfy(target -> assertThat(PAGES.resolve(target)).as(page.toString()).exists());
        }
    }

    @Test
    void everySettingThatTheyNameIsThere() throws IOException {
        var known = new Properties();
        try (var reader = Files.newBufferedReader(Path.of("application.properties"))) {
            known.load(reader);
        }
        var firsts = known.stringPropertyNames().stream().map(name -> name.substring(0, name.indexOf('.'))).distinct().toList();
        for (var page : pages()) {
            for (var name : SETTING.matcher(Files.readString(page)).results().map(match -> match.group(1)).toList()) {
                var looksLikeOne = firsts.contains(name.substring(0, name.indexOf('.'))) && !name.matches(".*\\.(key|jslt|properties|db|md)|kibana\\.alert\\..*");
                assertThat(!looksLikeOne || known.containsKey(name)).as(name + " in " + page).isTrue();
            }
        }
    }

    @Test
    void theReadmeLeadsToEveryPage() throws IOException {
        var readme = Files.readString(Path.of("README.md"));
        assertThat(pages()).allSatisfy(page -> assertThat(readme).contains(page.toString().replace('\\', '/')));
    }

    private static List<Path> pages() throws IOException {
        try (var pages = Files.list(PAGES)) {
            return pages.sorted().toList();
        }
    }

    private static String settings() throws IOException {
        var page = new StringBuilder("""
                # Settings

                Made of [application.properties](../../../application.properties); change it there.
                """);
        var comments = new ArrayList<String>();
        var inTable = false;
        for (var line : Files.readAllLines(Path.of("application.properties"))) {
            if (line.startsWith("# ----")) {
                page.append("\n## ").append(line.replaceAll("^# -+ | -+$", "")).append("\n\n| setting | default | what |\n|---|---|---|\n");
                comments.clear();
                inTable = true;
            } else if (line.startsWith("#") && inTable) {
                comments.add(line.substring(1).strip());
            } else if (line.startsWith("#")) {
                page.append(page.charAt(page.length() - 1) == '\n' && comments.isEmpty() ? "\n" : "")
                        .append(line.replaceFirst("# (Sentinel Bridge: every setting\\. )?", "")).append('\n');
                comments.add("");
            } else if (!line.isBlank()) {
                var at = line.indexOf('=');
                var value = line.substring(at + 1);
                page.append("| `").append(line, 0, at).append("` | ").append(value.isEmpty() ? "" : "`" + value.replace("|", "\\|") + "`")
                        .append(" | ").append(String.join(" ", comments).replace("|", "\\|").replace("<", "&lt;")).append(" |\n");
                comments.clear();
            }
        }
        return page.toString();
    }

    private static String columns(String name) throws IOException {
        var table = new StringBuilder("| column | type | what |\n|---|---|---|\n");
        new JsonMapper().readTree(Path.of("routes/tables", name + ".json").toFile()).path("columns").forEach(column -> table
                .append("| `").append(column.path("name").textValue()).append("` | ").append(column.path("type").textValue()).append(" | ")
                .append(column.path("description").textValue().replace("|", "\\|")).append(" |\n"));
        return table.toString();
    }
}
