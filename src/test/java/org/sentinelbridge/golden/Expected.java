package org.sentinelbridge.golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Compares JSON with what was expected, exactly but for the marks in the expected texts: {@code @any@} stands for any
 * text, {@code @any-uuid@} and {@code @any-number@} for what they say; a text that is nothing but {@code @any@} stands for
 * any value; {@code @matches:...@} is a regular expression.
 */
final class Expected {

    private static final Pattern MARK = Pattern.compile("@(any|any-uuid|any-number)@");
    private static final Pattern REGEX = Pattern.compile("@matches:(.*)@", Pattern.DOTALL);
    private static final int MOST_SHOWN = 600;

    private Expected() {}

    /** One line for each difference; none if there is none. */
    static List<String> differences(JsonNode expected, JsonNode actual) {
        var differences = new ArrayList<String>();
        compare("", expected, actual, differences);
        return differences;
    }

    private static void compare(String path, JsonNode expected, JsonNode actual, List<String> differences) {
        if (expected.isObject() && actual.isObject()) {
            var names = new LinkedHashSet<String>();
            expected.fieldNames().forEachRemaining(names::add);
            actual.fieldNames().forEachRemaining(names::add);
            for (var name : names) {
                compare(path + "/" + name, expected.path(name), actual.path(name), differences);
            }
        } else if (expected.isArray() && actual.isArray()) {
            for (var i = 0; i < Math.max(expected.size(), actual.size()); i++) {
                compare(path + "/" + i, expected.path(i), actual.path(i), differences);
            }
        } else if (!equal(expected, actual)) {
            differences.add("at " + (path.isEmpty() ? "/" : path) + ": expected " + shown(expected) + ", but was " + shown(actual));
        }
    }

    private static boolean equal(JsonNode expected, JsonNode actual) {
        if (!expected.isTextual() || actual.isMissingNode()) {
            return expected.equals(actual);
        }
        if (expected.textValue().equals("@any@")) {
            return true;
        }
        return actual.isValueNode() && pattern(expected.textValue()).matcher(actual.asText()).matches()
                && (actual.isTextual() || !expected.textValue().equals(actual.asText()));
    }

    private static Pattern pattern(String expected) {
        var regex = REGEX.matcher(expected);
        if (regex.matches()) {
            return Pattern.compile(regex.group(1), Pattern.DOTALL);
        }
        var pattern = new StringBuilder();
        var mark = MARK.matcher(expected);
        var end = 0;
        for (; mark.find(); end = mark.end()) {
            pattern.append(Pattern.quote(expected.substring(end, mark.start()))).append(
                    switch (mark.group(1)) {
                        case "any-uuid" -> "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
                        case "any-number" -> "\\d+";
                        default -> ".*";
                    });
        }
        return Pattern.compile(pattern + Pattern.quote(expected.substring(end)), Pattern.DOTALL);
    }

    private static String shown(JsonNode node) {
        if (node.isMissingNode()) {
            return "nothing";
        }
        var text = node.toString();
        return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "… (" + text.length() + " characters)";
    }
}
