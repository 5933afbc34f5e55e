package org.sentinelbridge.base.retry;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What follows from a failure, read from a table of four columns: {@code failure retries status keep}. A failure is named by the
 * simple name of its class, or by that of a class above it. {@value #ANY} stands
 * for all else, and must be there.
 *
 * <p>The first line names the columns. {@code retries}: how often it is tried again, 0 to {@value #MOST_RETRIES}. {@code status}:
 * the HTTP status of the answer, 400 to 599. {@code keep}: {@code park} if what failed is kept for a person to look at, {@code
 * queue} if it is kept until it works, where the flow can do that, and parked elsewhere.
 */
final class FailureTable {

    /** The row of every failure that no other row is for. */
    static final String ANY = "Exception";
    private static final int MOST_RETRIES = 99;
    private static final Pattern HEAD = Pattern.compile("failure +retries +status +keep");
    private static final Pattern ROW = Pattern.compile("(\\w+) +(\\d{1,2}) +([45]\\d\\d) +(no|park|queue)");

    private final Map<String, Row> rows = new HashMap<>();

    /** @throws IllegalArgumentException if a line is none of a table, naming it */
    FailureTable(String text) {
        var lines = text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        if (lines.isEmpty() || !HEAD.matcher(lines.get(0)).matches()) {
            throw new IllegalArgumentException("the table of failures must begin with the line: failure retries status keep");
        }
        for (var line : lines.subList(1, lines.size())) {
            var row = ROW.matcher(line);
            if (!row.matches()) {
                throw new IllegalArgumentException("the table of failures has a line that is not"
                        + " <failure> <retries, 0 to 99> <status, 400 to 599> <keep: no, park or queue>: " + line);
            }
            var before = rows.put(row.group(1),
                    new Row(Integer.parseInt(row.group(2)), Integer.parseInt(row.group(3)), row.group(4)));
            if (before != null) {
                throw new IllegalArgumentException("the table of failures names " + row.group(1) + " twice");
            }
        }
        if (!rows.containsKey(ANY)) {
            throw new IllegalArgumentException("the table of failures needs a row for " + ANY);
        }
    }

    /**
     * The row of a failure, or of the outermost of its causes that is named in the table; if none is, the row of the nearest class
     * above one of them.
     */
    Row of(Throwable failure) {
        return causes(failure).stream()
                .map(cause -> rows.get(cause.getClass().getSimpleName()))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() -> causes(failure).stream().flatMap(cause -> above(cause.getClass()).stream()).findFirst().orElse(rows.get(ANY)));
    }

    private Optional<Row> above(Class<?> type) {
        for (var above = type.getSuperclass(); above != null && !above.getSimpleName().equals(ANY); above = above.getSuperclass()) {
            if (rows.containsKey(above.getSimpleName())) {
                return Optional.of(rows.get(above.getSimpleName()));
            }
        }
        return Optional.empty();
    }

    private static Set<Throwable> causes(Throwable failure) {
        var outermostFirst = new LinkedHashSet<Throwable>();
        for (var cause = failure; cause != null && outermostFirst.add(cause); cause = cause.getCause()) {
            // a chain of causes may be a circle
        }
        return outermostFirst;
    }

    /**
     * What follows from a failure.
     *
     * @param retries how often it is tried again
     * @param status of the answer
     * @param keep {@code no}, {@code park} for a person, or {@code queue}
     */
    record Row(int retries, int status, String keep) {}
}
