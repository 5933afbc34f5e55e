package org.sentinelbridge.component.records;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What is tried on invalid JSON before it counts as unreadable, in this order: line ends within it are deleted; single quotes outside
 * of double ones become double ones; what matches a pattern is replaced. Some of Azure's services send such JSON. These are the
 * sanitizers {@code new_lines}, {@code single_quotes} and {@code replace_all} of Elastic's {@code azure-eventhub} input, except that
 * carriage returns are deleted as well: {@code new_lines} leaves them, and a text with line ends of Windows in it stays unreadable.
 */
public final class Repairs {

    /** The names of the first two. */
    public static final List<String> NAMES = List.of("new-lines", "single-quotes");

    private final boolean newLines;
    private final boolean singleQuotes;
    private final Optional<Pattern> pattern;
    private final String replacement;

    private Repairs(boolean newLines, boolean singleQuotes, Optional<Pattern> pattern, String replacement) {
        this.newLines = newLines;
        this.singleQuotes = singleQuotes;
        this.pattern = pattern;
        this.replacement = replacement;
    }

    /** No repairs. */
    public static Repairs none() {
        return of(List.of(), "", "");
    }

    /**
     * These repairs.
     *
     * @param names some of {@link #NAMES}
     * @param pattern in the syntax of RE2, whose matching takes time in proportion to the text; empty for none
     * @param replacement of what matches; {@code $1} or <code>${name}</code> is a group
     * @throws IllegalArgumentException if a name is unknown or the pattern is none
     */
    public static Repairs of(List<String> names, String pattern, String replacement) {
        for (var name : names) {
            if (!NAMES.contains(name)) {
                throw new IllegalArgumentException("'" + name + "' is none of " + String.join(", ", NAMES));
            }
        }
        try {
            var compiled = pattern.isEmpty() ? Optional.<Pattern>empty() : Optional.of(Pattern.compile(pattern));
            if (!pattern.isEmpty()) {
                // Matches once, so that a group which is not there is known now.
                Pattern.compile("(?:" + pattern + ")|").matcher("").replaceAll(replacement);
            }
            return new Repairs(names.contains("new-lines"), names.contains("single-quotes"), compiled, replacement);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("'" + pattern + "' is no pattern: " + e.getMessage(), e);
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + replacement + "' names a group that '" + pattern + "' does not have", e);
        }
    }

    boolean areWanted() {
        return newLines || singleQuotes || pattern.isPresent();
    }

    byte[] repaired(byte[] json) {
        var bytes = newLines ? withoutLineEnds(json) : json;
        bytes = singleQuotes ? withDoubleQuotes(bytes) : bytes;
        if (pattern.isEmpty()) {
            return bytes;
        }
        var text = new String(bytes, StandardCharsets.UTF_8);
        return pattern.get().matcher(text).replaceAll(replacement).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] withoutLineEnds(byte[] json) {
        var kept = new ByteArrayOutputStream(json.length);
        for (var one : json) {
            if (one != '\n' && one != '\r') {
                kept.write(one);
            }
        }
        return kept.toByteArray();
    }

    private static byte[] withDoubleQuotes(byte[] json) {
        var result = json.clone();
        var isQuoted = false;
        for (var i = 0; i < result.length; i++) {
            if (result[i] == '"') {
                isQuoted = !isQuoted;
            } else if (isQuoted && result[i] == '\\') {
                i++;
            } else if (!isQuoted && result[i] == '\'') {
                result[i] = '"';
            }
        }
        return result;
    }
}
