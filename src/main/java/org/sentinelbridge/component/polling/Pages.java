package org.sentinelbridge.component.polling;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which page of the list of incidents to ask for, oldest modification first. Incidents change while the pages are read, and then
 * move to the end of the list; whoever follows {@code nextLink}, whose token may be nothing but a number of incidents to leave out,
 * passes over one for each that has moved. So each page is asked for anew, from the last modification of the page before it,
 * and {@code nextLink} is followed only where that leads to the same page again: when all of a page was modified at one moment. These
 * links pass over others, too: that moment is read until there is nothing new in it, and what comes after it is asked for anew.
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
    /** Whoever has forgotten what was handled would find it new for ever. */
    private static final int MOST_READINGS = 5;
    /** Sentinel's times have seven digits after the second: the next moment is so much later. */
    private static final int TICK_NANOS = 100;

    private final Set<String> followed = new HashSet<>();
    private boolean isNewInMoment;
    private boolean isOneMoment = true;
    private int readings = 1;
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

    /** Since when what is listed was modified; all that was modified before has been listed. */
    Instant from() {
        return from;
    }

    /**
     * What follows after this page.
     *
     * @param fresh what of it was not handled before
     * @throws IllegalStateException if it leads to one that was read before, or nowhere
     */
    Next after(JsonNode page, List<Incident> fresh) {
        var next = after(page);
        isNewInMoment |= fresh.stream().flatMap(incident -> incident.modifiedAt().stream()).anyMatch(from::equals);
        var isLeft = next.query.isEmpty() || next.from.isAfter(from);
        if (!isLeft || followed.isEmpty() || !isOneMoment) {
            isOneMoment &= isOf(from, page.path("value"));
            return next;
        }
        var since = isNewInMoment && readings < MOST_READINGS ? from : from.plusNanos(TICK_NANOS);
        return new Next(since, Optional.of(query(since)));
    }

    private static boolean isOf(Instant moment, JsonNode incidents) {
        for (var json : incidents) {
            if (Incident.modifiedAt(json).filter(moment::equals).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private Next after(JsonNode page) {
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
            readings = 1;
            begin();
        } else if (next.query.equals(Optional.of(query(from)))) {
            readings++;
            begin();
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
        begin();
        query = Optional.of(query(from));
        return true;
    }

    /** A moment is read from its beginning. */
    private void begin() {
        followed.clear();
        isNewInMoment = false;
        isOneMoment = true;
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
