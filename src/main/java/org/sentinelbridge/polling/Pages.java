package org.sentinelbridge.polling;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which page of the list of incidents to ask for, oldest modification first. Incidents change while the pages are read, and then
 * move to the end of the list; whoever follows {@code nextLink}, whose token may be nothing but a number of incidents to leave out,
 * passes over one for each that has moved. So each page is asked for anew, from the last modification of the page before it,
 * and {@code nextLink} is followed only where that leads to the same page again: when all of a page was modified at one moment.
 *
 * <p>Answers are {@code {"value": [incident, …], "nextLink": …}} (azure-rest-api-specs Incidents.json 2024-03-01); the last has no
 * {@code nextLink}.
 */
final class Pages {

    /** As Sentinel writes times; of more digits some would be rounded, perhaps up. */
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 7, true)
            .appendLiteral('Z')
            .toFormatter(Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final Set<String> followed = new HashSet<>();
    private int size;
    private Instant from;
    private Optional<String> query;

    /** @param size incidents in a page */
    Pages(Instant from, int size) {
        this.size = size;
        this.from = from;
        this.query = Optional.of(query(from));
    }

    /** The parameters that the page is asked for with, each after an {@code &}; empty if there are no more pages. */
    Optional<String> query() {
        return query;
    }

    /**
     * What follows after this page.
     *
     * @throws IllegalStateException if it leads to one that was read before, or nowhere
     */
    Next after(JsonNode page) {
        var link = page.path("nextLink").asText("");
        if (link.isEmpty()) {
            return new Next(from, Optional.empty());
        }
        var last = last(page.path("value")).filter(from::isBefore);
        if (last.isPresent()) {
            return new Next(last.get(), last.map(this::query));
        }
        var linked = NextPage.query(link);
        if (linked.isEmpty()) {
            throw new IllegalStateException("Sentinel's list of incidents has a nextLink that leads nowhere");
        }
        if (followed.contains(linked)) {
            throw new IllegalStateException("Sentinel's list of incidents leads in a circle");
        }
        return new Next(from, Optional.of(linked));
    }

    /** All of the page has been handled. */
    void turn(Next next) {
        if (next.from.isAfter(from)) {
            followed.clear();
        } else {
            next.query.ifPresent(followed::add);
        }
        from = next.from;
        query = next.query;
    }

    /**
     * Asks for half as many, and from the last moment on that was asked for.
     *
     * @return false if it is one only
     */
    boolean halve() {
        if (size == 1) {
            return false;
        }
        size /= 2;
        followed.clear();
        query = Optional.of(query(from));
        return true;
    }

    /** When the last incident was modified; empty if one has no time, or they are in another order, so that it says nothing. */
    private static Optional<Instant> last(JsonNode incidents) {
        var last = Instant.MIN;
        for (var json : incidents) {
            var modified = Incident.modifiedAt(json);
            if (modified.isEmpty() || modified.get().isBefore(last)) {
                return Optional.empty();
            }
            last = modified.get();
        }
        return incidents.isEmpty() ? Optional.empty() : Optional.of(last);
    }

    private String query(Instant since) {
        return "&$orderby=" + NextPage.encoded("properties/lastModifiedTimeUtc asc")
                + "&$filter=" + NextPage.encoded("properties/lastModifiedTimeUtc ge " + TIME.format(since))
                + "&$top=" + size;
    }

    /**
     * Where it goes on.
     *
     * @param from since when what is listed was modified
     * @param query see {@link Pages#query()}
     */
    record Next(Instant from, Optional<String> query) {}
}
