package org.sentinelbridge.sandbox.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * As much of the Kusto Query Language as our rule has: {@code where} a column does not start with a text, {@code extend} with one
 * column, and one {@code summarize arg_max} that says by which column a row is the same as another one. It sees one row at a time.
 */
final class Query {

    private static final Pattern WHERE = Pattern.compile("where (\\w+) !startswith '([^']*)'");
    private static final Pattern EXTEND = Pattern.compile("extend (\\w+) = (.+)");
    private static final Pattern SUMMARIZE = Pattern.compile("summarize arg_max\\(TimeGenerated, \\*\\) by (\\w+)");

    private final Map<String, String> passedOver = new LinkedHashMap<>();
    private final Map<String, Expression> columns = new LinkedHashMap<>();
    private final String key;

    private Query(String text) {
        var keys = new ArrayList<String>();
        for (var line : text.lines().toList()) {
            var step = line.replaceFirst("^\\| ", "").strip();
            var where = WHERE.matcher(step);
            var extend = EXTEND.matcher(step);
            var summarize = SUMMARIZE.matcher(step);
            if (where.matches()) {
                passedOver.put(where.group(1), where.group(2));
            } else if (extend.matches()) {
                columns.put(extend.group(1), Expression.parse(extend.group(2)));
            } else if (summarize.matches()) {
                keys.add(summarize.group(1));
            } else {
                throw new IllegalArgumentException("The stand-in does not understand this line of the query: " + line);
            }
        }
        if (keys.size() != 1) {
            throw new IllegalArgumentException("The query must have one summarize arg_max(TimeGenerated, *) by a column");
        }
        this.key = keys.get(0);
    }

    /** @throws IllegalArgumentException if it has anything else */
    static Query parse(String text) {
        return new Query(text);
    }

    /** Whether the query lets a row through. */
    boolean takes(JsonNode row) {
        return passedOver.entrySet().stream().noneMatch(column ->
                row.path(column.getKey()).asText().toLowerCase(Locale.ROOT).startsWith(column.getValue().toLowerCase(Locale.ROOT)));
    }

    /** The row with the columns that the query adds. */
    ObjectNode apply(ObjectNode row) {
        var made = row.deepCopy();
        columns.forEach((name, expression) -> made.set(name, expression.value(made)));
        return made;
    }

    /** What makes a row the same as another one, of a row to which the query was applied. */
    Optional<String> key(JsonNode row) {
        return Optional.of(row.path(key).asText()).filter(text -> !text.isEmpty());
    }

    static List<String> words(JsonNode list) {
        var words = new ArrayList<String>();
        list.forEach(word -> words.add(word.asText()));
        return words;
    }
}
