package org.sentinelbridge.golden;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A folder of JSON files that say what shall come out. With {@code -Dgolden.update=true} files that differ are rewritten,
 * keeping the marks that still fit, and the test fails all the same: a person is to read what has changed.
 */
public final class Golden {

    private static final boolean UPDATE = Boolean.getBoolean("golden.update");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final Set<String> checked = new HashSet<>();
    private final List<String> problems = new ArrayList<>();

    /** @param others names of files in the folder that say something else */
    public Golden(Path folder, String... others) {
        this.folder = folder;
        checked.addAll(List.of(others));
    }

    /** Compares what came out with the file of this name. Differences are told by {@link #finish}. */
    public void check(String name, JsonNode actual) throws IOException {
        checked.add(name);
        var file = folder.resolve(name);
        var expected = Files.exists(file) ? JSON.readTree(Files.readAllBytes(file)) : MissingNode.getInstance();
        var differences = Expected.differences(expected, actual);
        if (differences.isEmpty()) {
            return;
        }
        if (UPDATE) {
            Files.createDirectories(folder);
            Files.writeString(file, pretty(withMarks(expected, actual)));
            problems.add(file + " was rewritten; read what has changed");
        } else {
            differences.forEach(difference -> problems.add(file + " " + difference));
        }
    }

    /** As {@link #check}, where no file means that there is to be nothing. */
    public void checkUnlessEmpty(String name, ArrayNode actual) throws IOException {
        if (UPDATE && actual.isEmpty()) {
            Files.deleteIfExists(folder.resolve(name));
        } else if (!actual.isEmpty() || Files.exists(folder.resolve(name))) {
            check(name, actual);
        }
    }

    /** Fails if there were differences, or if the folder holds a file that nothing was compared with. */
    public void finish() throws IOException {
        if (Files.isDirectory(folder)) {
            try (var files = Files.list(folder)) {
                files.filter(file -> !checked.contains(file.getFileName().toString()))
                        .forEach(file -> problems.add(file + " belongs to nothing"));
            }
        }
        if (!problems.isEmpty()) {
            throw new AssertionError(String.join("\n", problems));
        }
    }

    private static JsonNode withMarks(JsonNode expected, JsonNode actual) {
        if (!expected.isMissingNode() && Expected.differences(expected, actual).isEmpty()) {
            return expected;
        }
        if (actual instanceof ObjectNode object) {
            var kept = JSON.createObjectNode();
            object.properties().forEach(
                    field -> kept.set(field.getKey(), withMarks(expected.path(field.getKey()), field.getValue())));
            return kept;
        }
        if (actual instanceof ArrayNode array) {
            var kept = JSON.createArrayNode();
            for (var i = 0; i < array.size(); i++) {
                kept.add(withMarks(expected.path(i), array.get(i)));
            }
            return kept;
        }
        return actual.isTextual() ? TextNode.valueOf(marked(actual.textValue())) : actual;
    }

    /** What is different at each run: random ids, and how long something took. */
    private static String marked(String text) {
        return text.replaceAll("^[0-9a-f-]{13}-4[0-9a-f]{3}-[0-9a-f-]{17}$", "@any-uuid@")
                .replaceAll("^[0-9A-F]{15}-[0-9A-F]{16}$", "@any@")
                .replaceAll("\\(request [0-9a-f-]{36}\\)", "(request @any-uuid@)")
                .replaceAll("within \\d+ ms", "within @any-number@ ms");
    }

    private static String pretty(JsonNode node) throws IOException {
        var indenter = new DefaultIndenter("  ", "\n");
        var printer = new DefaultPrettyPrinter()
                .withSeparators(Separators.createDefaultInstance()
                        .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                        .withObjectEmptySeparator("")
                        .withArrayEmptySeparator(""))
                .withObjectIndenter(indenter)
                .withArrayIndenter(indenter);
        return JSON.writer(printer).writeValueAsString(node) + "\n";
    }
}
