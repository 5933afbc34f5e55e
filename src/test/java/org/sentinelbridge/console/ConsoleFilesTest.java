package org.sentinelbridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the files of the console must not do, whatever data they show. */
final class ConsoleFilesTest {

    private static final Path FOLDER = Path.of("src/main/resources/console");
    private static final Pattern TEXT_READ_AS_CODE = Pattern.compile("innerHTML|outerHTML|insertAdjacentHTML|document\\.write"
            + "|DOMParser|createContextualFragment|srcdoc|\\beval\\(|new Function|setTimeout\\(['\"`]|javascript:");
    private static final Pattern FROM_ELSEWHERE = Pattern.compile(
            "(?:src|href|url\\(|from|import)\\s*[=(]?\\s*['\"(]\\s*(?:https?:)?//");
    private static final Pattern INLINE = Pattern.compile("(?i)<script(?![^>]*\\bsrc=)|<style|\\sstyle=|\\son[a-z]+=");

    static Stream<Path> files() throws IOException {
        return Files.list(FOLDER);
    }

    @ParameterizedTest
    @MethodSource("files")
    void noTextIsReadAsCodeAndNothingComesFromElsewhere(Path file) throws IOException {
        var text = Files.readString(file);
        assertThat(text).doesNotContainPattern(TEXT_READ_AS_CODE).doesNotContainPattern(FROM_ELSEWHERE);
        if (file.toString().endsWith(".html")) {
            assertThat(text).doesNotContainPattern(INLINE);
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void aFileIsShortEnoughToBeRead(Path file) throws IOException {
        var lines = Files.readAllLines(file);
        assertThat(lines).hasSizeLessThanOrEqualTo(260);
        assertThat(lines).filteredOn(line -> line.length() > 130).isEmpty();
    }
}
