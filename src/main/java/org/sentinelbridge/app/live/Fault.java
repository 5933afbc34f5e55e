package org.sentinelbridge.app.live;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.apache.camel.model.RouteDefinition;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * What is wrong, and where.
 *
 * @param file the file's path below the routes folder
 * @param place line, route and step, as far as they are known
 * @param cause what a person can act on, in one line
 */
record Fault(String file, String place, String cause) {

    private static final int MOST_LETTERS = 300;

    /** Of a file that cannot be read. */
    static Fault unreadable(String file, Throwable failure) {
        var marked = chain(failure)
                .filter(MarkedYamlEngineException.class::isInstance)
                .map(MarkedYamlEngineException.class::cast)
                .reduce((outer, inner) -> inner);
        var place = marked.flatMap(MarkedYamlEngineException::getProblemMark).map(Fault::place).orElse("");
        var root = root(failure);
        return new Fault(file, place, root instanceof MarkedYamlEngineException yaml ? oneLine(yaml.getProblem()) : cause(failure));
    }

    /** Of a route, or of one of its steps. */
    static Fault of(Snapshot snapshot, RouteDefinition route, OptionalIdentifiedDefinition<?> at, String cause) {
        var in = at.getLocation() == null ? route : at;
        var file = snapshot.path(in.getLocation() == null ? route.getResource().getLocation() : in.getLocation());
        var line = in.getLineNumber() > 0 ? "line " + in.getLineNumber() : "";
        var step = at == route || at.getId() == null ? "" : at.getShortName() + " " + at.getId();
        var place = Stream.of(line, "route " + route.getRouteId(), step).filter(part -> !part.isEmpty()).collect(Collectors.joining(", "));
        return new Fault(file, place, cause);
    }

    private static String place(Mark mark) {
        return "line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1);
    }

    /** The innermost cause in one line. */
    static String cause(Throwable failure) {
        var root = root(failure);
        var message = root.getMessage();
        var says = message != null && message.contains(" ");
        return oneLine(says ? message : root.getClass().getSimpleName() + (message == null ? "" : ": " + message));
    }

    private static String oneLine(String text) {
        var line = text.replaceAll("\\s*\\R\\s*", " ").strip();
        return line.length() > MOST_LETTERS ? line.substring(0, MOST_LETTERS) + "…" : line;
    }

    private static Throwable root(Throwable failure) {
        return chain(failure).reduce((outer, inner) -> inner).orElse(failure);
    }

    private static Stream<Throwable> chain(Throwable failure) {
        return Stream.iterate(failure, one -> one != null, Throwable::getCause);
    }

    static String text(List<Fault> faults) {
        return faults.stream().map(Fault::text).distinct().collect(Collectors.joining("; "));
    }

    private String text() {
        return file + (place.isEmpty() ? "" : ", " + place) + ": " + cause;
    }
}
