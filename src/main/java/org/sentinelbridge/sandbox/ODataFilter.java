package org.sentinelbridge.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code $filter}: comparisons joined by {@code and}, such as {@code properties/lastModifiedTimeUtc ge
 * 2024-06-21T01:06:41Z and properties/status ne 'Closed'}; parentheses only around a single comparison.
 */
final class ODataFilter {

    private static final Pattern COMPARISON = Pattern.compile(
            "\\s*(?<open>\\()?\\s*(?<path>[\\w/]+)\\s+(?<operator>eq|ne|ge|gt|le|lt)\\s+"
                    + "(?<literal>'(?:[^']|'')*'|[^\\s'()]+)\\s*(?<close>\\))?\\s*");
    private static final Pattern AND = Pattern.compile("and\\b");

    private ODataFilter() {}

    /** @throws Rejected with 400 if it is not understood */
    static Predicate<JsonNode> parse(String filter) {
        Predicate<JsonNode> all = document -> true;
        Matcher comparison = COMPARISON.matcher(filter);
        Matcher and = AND.matcher(filter);
        int position = 0;
        while (true) {
            if (!comparison.region(position, filter.length()).lookingAt()
                    || (comparison.group("open") == null) != (comparison.group("close") == null)) {
                throw ArmErrors.badRequest("Invalid filter clause at position " + position + " in '" + filter + "'.");
            }
            all = all.and(predicate(comparison));
            position = comparison.end();
            if (position == filter.length()) {
                return all;
            }
            if (!and.region(position, filter.length()).lookingAt()) {
                throw ArmErrors.badRequest("Invalid filter clause at position " + position + " in '" + filter + "'.");
            }
            position = and.end();
        }
    }

    private static Predicate<JsonNode> predicate(Matcher comparison) {
        ODataField field = ODataField.of(comparison.group("path"));
        JsonNode literal = field.literal(comparison.group("literal"));
        return switch (comparison.group("operator")) {
            case "eq" -> document -> field.compare(field.value(document), literal) == 0;
            case "ne" -> document -> field.compare(field.value(document), literal) != 0;
            case "ge" -> document -> field.compare(field.value(document), literal) >= 0;
            case "gt" -> document -> field.compare(field.value(document), literal) > 0;
            case "le" -> document -> field.compare(field.value(document), literal) <= 0;
            default -> document -> field.compare(field.value(document), literal) < 0;
        };
    }
}
