package org.sentinelbridge.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The edits that the page editing-routes.md shows, as they stand there, made in the routes of a bridge and taken back. */
final class PageEdits {

    private static final Path PAGE = Project.ROOT.resolve("src/site/markdown/editing-routes.md");
    private static final Pattern SECTION = Pattern.compile("(?m)^## (.+)$");
    private static final Pattern BLOCK = Pattern.compile("`([^`\\s]+)`[^`]*:\\n\\n```(\\w+)\\n(.*?)```", Pattern.DOTALL);

    private final Path home;
    private final Map<Path, Optional<String>> before = new LinkedHashMap<>();

    /** @param home the folder that holds {@code routes/} */
    PageEdits(Path home) {
        this.home = home;
    }

    /** What the page calls its sections. */
    static List<String> sections() {
        return SECTION.matcher(page()).results().map(heading -> heading.group(1)).toList();
    }

    /** Does what a section shows. */
    void make(String section) {
        var blocks = BLOCK.matcher(text(section)).results().toList();
        assertThat(blocks).as("edits of " + section).isNotEmpty();
        for (var block : blocks) {
            var file = home.resolve(block.group(1));
            before.putIfAbsent(file, Files.exists(file) ? Optional.of(read(file)) : Optional.empty());
            write(file, block.group(2).equals("diff") ? patched(file, block.group(3)) : block.group(3));
        }
    }

    /** All is again as it was. */
    void undo() {
        before.forEach((file, text) -> text.ifPresentOrElse(old -> write(file, old), () -> delete(file)));
        before.clear();
    }

    private static String patched(Path file, String diff) {
        var from = new ArrayList<String>();
        var to = new ArrayList<String>();
        diff.lines().forEach(line -> {
            var rest = line.isEmpty() ? "" : line.substring(1);
            if (!line.startsWith("+")) {
                from.add(rest);
            }
            if (!line.startsWith("-")) {
                to.add(rest);
            }
        });
        assertThat(diff.lines().filter(line -> line.startsWith("+")).count()).as("lines of an ordinary edit").isBetween(1L, 5L);
        var text = read(file);
        var old = String.join("\n", from) + "\n";
        var at = text.indexOf(old);
        assertThat(at).as(file + " holds what the page shows of it:\n" + old).isNotNegative();
        return text.substring(0, at) + String.join("\n", to) + "\n" + text.substring(at + old.length());
    }

    private static String text(String section) {
        var page = page();
        var from = page.indexOf("## " + section + "\n");
        assertThat(from).as("the section " + section).isNotNegative();
        var next = page.indexOf("\n## ", from);
        return next < 0 ? page.substring(from) : page.substring(from, next);
    }

    private static String page() {
        return read(PAGE);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
