package org.sentinelbridge.polling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sentinelbridge.polling.PollState.Seen;
import org.sentinelbridge.records.SourceRecord;
import org.sentinelbridge.records.SourceRecord.Stream;

/**
 * One reading of the list of incidents, page by page, for one thread. What was handled is remembered at once, so that a poll that
 * breaks off goes on where it stopped, and not at the beginning of the page; the position moves only when all of a page has
 * been handled.
 */
public final class Poll {

    /** When so many incidents in a row cannot be read for now, it is not because of the incidents. */
    private static final int MOST_IN_A_ROW = 3;
    /** An overlap of minutes holds some hundred; of a flood, the oldest may be read twice. */
    private static final int MOST_SEEN = 20_000;

    private final Duration overlap;
    private final InstantSource clock;
    private final Map<String, Seen> seen;
    private final Map<String, Integer> retry;
    private final Set<String> failedNow = new HashSet<>();
    private final Set<String> queries = new HashSet<>();
    private Instant position;
    private String query;
    private boolean hasPage = true;
    private List<Incident> fresh = List.of();
    private List<SourceRecord> records = List.of();
    private Instant newest = Instant.MIN;
    private String nextQuery = "";
    private int pages;
    private int incidents;
    private int alerts;
    private int done;
    private int failed;
    private String lastFailure = "";
    private int notNowInARow;

    /** @param overlap how much before the position to begin, because some modifications become visible late */
    Poll(PollState state, int pageSize, Duration overlap, InstantSource clock) {
        this.overlap = overlap;
        this.clock = clock;
        this.seen = new HashMap<>(state.seen());
        this.retry = new LinkedHashMap<>(state.retry());
        this.position = Incident.time(state.position())
                .orElseThrow(() -> new IllegalStateException("The cursor in the store holds no time: " + state.position()));
        this.query = "&$orderby=" + NextPage.encoded("properties/lastModifiedTimeUtc asc")
                + "&$filter=" + NextPage.encoded("properties/lastModifiedTimeUtc ge " + position.minus(overlap))
                + "&$top=" + pageSize;
    }

    /** Whether there is a page to be read. */
    public boolean isHasPage() {
        return hasPage;
    }

    /** The parameters that the page is asked for with, each after an {@code &}. */
    public String getQuery() {
        return query;
    }

    /**
     * Takes the page.
     *
     * @param page {@code {"value": [incident, …], "nextLink": …}}
     * @throws IllegalStateException if it is none, or leads to a page that was read before
     */
    public void take(JsonNode page) {
        if (!page.path("value").isArray()) {
            throw new IllegalStateException("Sentinel's list of incidents has no member value");
        }
        var unseen = new ArrayList<Incident>();
        var asRecords = new ArrayList<SourceRecord>();
        newest = position;
        for (var json : page.path("value")) {
            var incident = Incident.of(json);
            if (!isSeen(incident)) {
                if (!incident.name().isEmpty()) {
                    unseen.add(incident);
                }
                asRecords.add(Incident.record(Stream.INCIDENT, json));
            }
            newest = incident.modifiedAt().filter(newest::isBefore).orElse(newest);
        }
        fresh = List.copyOf(unseen);
        records = List.copyOf(asRecords);
        nextQuery = NextPage.query(page.path("nextLink").asText(""));
        if (!nextQuery.isEmpty() && !queries.add(nextQuery)) {
            throw new IllegalStateException("Sentinel's list of incidents leads in a circle");
        }
    }

    private boolean isSeen(Incident incident) {
        var before = seen.get(incident.name());
        return before != null && before.version().equals(incident.version());
    }

    /** The incidents of the page that were not handled before, as far as they have a name to ask for more by. */
    public List<Incident> getFresh() {
        return fresh;
    }

    /** All that was not handled before, as records. */
    public List<SourceRecord> getRecords() {
        return records;
    }

    /** Incidents of which something could not be read by an earlier poll, and has not been tried by this one yet. */
    public List<Incident> getRetries() {
        return retry.keySet().stream()
                .filter(name -> !failedNow.contains(name))
                .map(name -> Incident.named(name, JsonNodeFactory.instance.objectNode().put("name", name)))
                .toList();
    }

    /** So many alerts have been read. */
    void takeAlerts(int number) {
        alerts += number;
    }

    /** All of an incident has been handled. */
    public void done(Incident incident) {
        done++;
        notNowInARow = 0;
        retry.remove(incident.name());
        remember(incident);
    }

    /**
     * Something of an incident could not be read; it is tried again by the next poll.
     *
     * @param why the cause, to be shown
     * @return how often it has failed until now
     */
    public int failed(Incident incident, String why) {
        failed++;
        lastFailure = why;
        return retryLast(incident, 1);
    }

    /** Something of an incident could not be read, for a reason that is not its own; it is tried again by the next poll. */
    void postpone(Incident incident) {
        retryLast(incident, 0);
    }

    /** After those that wait already, so that one at which every poll ends does not hold up the others. */
    private int retryLast(Incident incident, int more) {
        var times = Optional.ofNullable(retry.remove(incident.name())).orElse(0) + more;
        retry.put(incident.name(), times);
        failedNow.add(incident.name());
        remember(incident);
        return times;
    }

    /** What is to be said of a poll in which no alerts could be read; empty if some could, or there were none to be read. */
    Optional<String> trouble() {
        return failed == 0 || done > 0
                ? Optional.empty()
                : Optional.of("The alerts of " + failed + (failed == 1 ? " incident" : " incidents") + " could not be read: " + lastFailure);
    }

    /** Something of an incident cannot be read for now, which it may or may not be the reason of itself. */
    void notNow() {
        notNowInARow++;
    }

    /** Whether it is rather all of Sentinel that is out of order. */
    boolean isOutOfOrder() {
        return notNowInARow >= MOST_IN_A_ROW;
    }

    private void remember(Incident incident) {
        if (!incident.modified().isEmpty()) {
            seen.put(incident.name(), new Seen(incident.version(), incident.modified()));
            incidents++;
        }
    }

    /** All of the page has been handled. A time in the future, of a clock that is wrong, must not hide what is modified before it. */
    public void pageDone() {
        pages++;
        var now = clock.instant();
        position = newest.isAfter(now) ? now : newest;
        hasPage = !nextQuery.isEmpty();
        query = nextQuery;
    }

    /** What is to be kept of this. */
    PollState state() {
        var since = position.minus(overlap);
        var kept = new HashMap<String, Seen>();
        seen.forEach((name, one) -> {
            if (kept.size() < MOST_SEEN && !Incident.time(one.modified()).orElse(Instant.MAX).isBefore(since)) {
                kept.put(name, one);
            }
        });
        return new PollState(position.toString(), kept, retry);
    }

    public int getPages() {
        return pages;
    }

    public int getIncidents() {
        return incidents;
    }

    public int getAlerts() {
        return alerts;
    }

    /** Incidents of which something could not be read. */
    public int getFailures() {
        return failed;
    }
}
