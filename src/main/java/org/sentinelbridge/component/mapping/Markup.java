package org.sentinelbridge.component.mapping;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Markdown with what only its editor can show: pictures of queries as {@code !{name{…}}}, links as {@code !{name[title](url)}} and values
 * with the names of their fields as <code>{{ host.name srv-1 }}</code>. Elsewhere these are noise.
 */
final class Markup {

    private static final Pattern BEGIN = Pattern.compile("!\\{(\\w{1,40})(?=[{\\[])");
    private static final Pattern FIELD = Pattern.compile("\\{\\{ ?[\\w@-]+(?:\\.[\\w@-]+)+ ([^{}\\n]+?) ?}}");

    private Markup() {}

    /**
     * The links as links, the values as values, and a word for each picture.
     *
     * @param where the pictures can be seen
     */
    static String plain(String text, String where) {
        return FIELD.matcher(withoutBlocks(text, where)).replaceAll("$1");
    }

    private static String withoutBlocks(String text, String where) {
        var plain = new StringBuilder();
        var begin = BEGIN.matcher(text);
        var links = new Links(text);
        var mayClose = true;
        var at = 0;
        while (begin.find(at)) {
            plain.append(text, at, begin.start());
            at = begin.end();
            var end = mayClose && text.charAt(at) == '{' ? endOfObject(text, at) : 0;
            mayClose &= end >= 0; // else each of many would be read to the end of the text
            var endOfLink = links.end(at);
            if (end > 0 && end < text.length() && text.charAt(end) == '}') {
                plain.append('[').append(begin.group(1)).append(' ').append(where).append(']');
                at = end + 1;
            } else if (endOfLink > 0) {
                plain.append(text, at, endOfLink);
                at = endOfLink + 1;
            } else {
                plain.append(begin.group());
            }
        }
        return plain.append(text, at, text.length()).toString();
    }

    /** Finds links, from the beginning of a text to its end. */
    private static final class Links {
        private final String text;
        private final Map<Character, Integer> next = new HashMap<>();

        Links(String text) {
            this.text = text;
        }

        /** Where the link ends that begins here and is followed by a brace; -1 if there is none. */
        int end(int start) {
            var bracket = next(']', start);
            var isTitle = text.charAt(start) == '[' && bracket < next('\n', start) && text.startsWith("](", bracket);
            var end = isTitle ? next(')', bracket) : text.length();
            var isLink = isTitle && end < next(' ', bracket) && end < next('\n', bracket) && text.startsWith(")}", end);
            return isLink ? end + 1 : -1;
        }

        /** Looks on only where it has not looked before: many beginnings without an end take no long time. */
        private int next(char wanted, int from) {
            var known = next.getOrDefault(wanted, -1);
            if (known < from) {
                var found = text.indexOf(wanted, from);
                known = found < 0 ? text.length() : found;
                next.put(wanted, known);
            }
            return known;
        }
    }

    /** After the brace that closes the one here, leaving out those in texts; -1 if there is none. */
    private static int endOfObject(String text, int start) {
        var open = 0;
        var isText = false;
        for (var at = start; at < text.length(); at++) {
            var one = text.charAt(at);
            if (isText && one == '\\') {
                at++;
            } else if (one == '"') {
                isText = !isText;
            } else if (!isText && one == '{') {
                open++;
            } else if (!isText && one == '}' && --open == 0) {
                return at + 1;
            }
        }
        return -1;
    }
}
