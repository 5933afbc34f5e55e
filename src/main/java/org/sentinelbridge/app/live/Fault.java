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
    private static final int MOST_TOLD = 3;

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

    /**
     * Of a route or an error policy, or of one of its steps.
     *
     * @param owner what it is a part of, such as {@code route case-webhook}
     * @param ownFile where the owner stands
     */
    static Fault of(Snapshot snapshot, String owner, String ownFile, OptionalIdentifiedDefinition<?> at, String cause) {
        var file = at.getLocation() == null ? ownFile : snapshot.path(at.getLocation());
        var line = at.getLineNumber() > 0 ? "line " + at.getLineNumber() : "";
        var step = at instanceof RouteDefinition || at.getId() == null ? "" : at.getShortName() + " " + at.getId();
        var place = Stream.of(line, owner, step).filter(part -> !part.isEmpty()).collect(Collectors.joining(", "));
        return new Fault(file, place, cause);
    }

    static Fault of(Snapshot snapshot, RouteDefinition route, OptionalIdentifiedDefinition<?> at, String cause) {
        return of(snapshot, "route " + route.getRouteId(), snapshot.path(route.getResource().getLocation()), at, cause);
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
        var texts = faults.stream().map(Fault::text).distinct().toList();
        return texts.stream().limit(MOST_TOLD).collect(Collectors.joining("; "))
                + (texts.size() > MOST_TOLD ? "; and " + (texts.size() - MOST_TOLD) + " more" : "");
    }

    private String text() {
        return file + (place.isEmpty() ? "" : ", " + place) + ": " + cause;
    }
}
