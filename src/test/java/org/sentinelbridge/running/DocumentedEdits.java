package org.sentinelbridge.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The edits that a section of editing-routes.md shows, as an engineer would make them in the folder of a bridge. */
final class DocumentedEdits {

    private static final Path PAGE = Project.ROOT.resolve("src/site/markdown/editing-routes.md");
    private static final int MOST_LINES = 5;
    private static final Pattern HEADING = Pattern.compile("^## (.+)$", Pattern.MULTILINE);
    private static final Pattern BLOCK = Pattern.compile("^```(\\w+)\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

    private static final Pattern NEW_FILE = Pattern.compile("^New file `(\\S+)`:\\n\\n```\\w+\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern CHANGED_FILE = Pattern.compile("^--- (\\S+)$", Pattern.MULTILINE);

    private final String section;

    private DocumentedEdits(String section) {
        this.section = section;
    }

    /** @param heading of the section */
    static DocumentedEdits of(String heading) throws IOException {
        var page = Files.readString(PAGE);
        var start = page.indexOf("\n## " + heading + "\n");
        assertThat(start).as("the section " + heading).isPositive();
        var end = page.indexOf("\n## ", start + 1);
        return new DocumentedEdits(page.substring(start, end < 0 ? page.length() : end));
    }

    /** Makes all edits and new files of the section; running the answer takes them back. */
    Runnable applyAll(Path home) throws IOException {
        var before = new LinkedHashMap<Path, String>();
        for (var changed : CHANGED_FILE.matcher(section).results().toList()) {
            before.put(home.resolve(changed.group(1)), Files.readString(home.resolve(changed.group(1))));
        }
        var added = new ArrayList<Path>();
        for (var file : NEW_FILE.matcher(section).results().toList()) {
            added.add(Files.writeString(home.resolve(file.group(1)), file.group(2)));
        }
        apply(home, "---");
        return () -> {
            try {
                for (var file : before.entrySet()) {
                    Files.writeString(file.getKey(), file.getValue());
                }
                for (var file : added) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    /** The headings of all sections. */
    static List<String> headings() throws IOException {
        return HEADING.matcher(Files.readString(PAGE)).results().map(heading -> heading.group(1)).toList();
    }

    /** The blocks of a language that hold a text, in their order. */
    List<String> blocks(String language, String holding) {
        var blocks = BLOCK.matcher(section).results()
                .filter(block -> block.group(1).equals(language) && block.group(2).contains(holding))
                .map(block -> block.group(2))
                .toList();
        assertThat(blocks).as(language + " with " + holding).isNotEmpty();
        return blocks;
    }

    /** Makes the edits of all diffs that hold a text. What a diff takes away, or puts lines beside, must be there. */
    void apply(Path home, String holding) throws IOException {
        for (var diff : blocks("diff", holding)) {
            var file = home;
            for (var part : diff.split("(?m)^(?=--- |@@)")) {
                var lines = part.lines().toList();
                if (part.startsWith("--- ")) {
                    file = home.resolve(lines.get(0).substring(4));
                }
                edit(file, lines.subList(1, lines.size()));
            }
        }
    }

    private static void edit(Path file, List<String> hunk) throws IOException {
        var text = Files.readString(file);
        var before = lines(hunk, "-");
        var after = lines(hunk, "+");
        assertThat(hunk.stream().filter(line -> line.startsWith("+")).count()).as("lines of an ordinary edit").isLessThanOrEqualTo(MOST_LINES);
        if (before.isEmpty()) {
            Files.writeString(file, text + after);
        } else {
            assertThat(text).as("lines of %s", file.getFileName()).contains(before);
            Files.writeString(file, text.replaceFirst(Pattern.quote(before), Matcher.quoteReplacement(after)));
        }
    }

    private static String lines(List<String> hunk, String sign) {
        return hunk.stream()
                .filter(line -> line.startsWith(" ") || line.startsWith(sign))
                .map(line -> line.substring(1) + "\n")
                .collect(Collectors.joining());
    }
}
