package org.sentinelbridge.component.polling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sentinelbridge.component.records.SourceRecord;
import org.sentinelbridge.component.records.SourceRecord.Stream;

/**
 * One reading of the list of incidents, page by page, for one thread. What was handled is remembered at once, so that a poll that
 * breaks off goes on where it stopped, and not at the beginning of the page; the position moves only when all of a page has
 * been handled.
 */
public final class Poll {

    /** When so many incidents in a row cannot be read for now, it is not because of the incidents. */
    private static final int MOST_IN_A_ROW = 3;

    private final Duration overlap;
    private final InstantSource clock;
    private final Handled handled;
    private final Map<String, Integer> retry;
    private final Set<String> failedNow = new HashSet<>();
    private final Pages listed;
    private Instant position;
    private List<Incident> fresh = List.of();
    private List<SourceRecord> records = List.of();
    private Instant newest;
    private Optional<Pages.Next> next = Optional.empty();
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
        this.handled = new Handled(state.seen());
        this.retry = new LinkedHashMap<>(state.retry());
        this.position = Incident.time(state.position())
                .orElseThrow(() -> new IllegalStateException("The cursor in the store holds no time: " + state.position()));
        this.newest = position;
        // What has been handled and forgotten is not asked for again, or it would be handled by every poll.
        var since = max(position.minus(overlap), handled.knownSince());
        this.listed = new Pages(since.isAfter(position) ? position : since, pageSize);
    }

    /** Whether there is a page to be read. */
    public boolean isHasPage() {
        return listed.query().isPresent();
    }

    /** The parameters that the page is asked for with, each after an {@code &}. */
    public String getQuery() {
        return listed.query().orElse("");
    }

    /**
     * Takes the page.
     *
     * @param page {@code {"value": [incident, …], "nextLink": …}}
     * @throws IllegalStateException if it is none, or leads to a page that was read before, or nowhere
     */
    public void take(JsonNode page) {
        if (!page.path("value").isArray()) {
            throw new IllegalStateException("Sentinel's list of incidents has no member value");
        }
        var unseen = new ArrayList<Incident>();
        var asRecords = new ArrayList<SourceRecord>();
        for (var json : page.path("value")) {
            var incident = Incident.of(json);
            if (!handled.holds(incident)) {
                if (!incident.name().isEmpty()) {
                    unseen.add(incident);
                }
                asRecords.add(Incident.record(Stream.INCIDENT, json));
            }
            newest = incident.modifiedAt().map(modified -> max(newest, modified)).orElse(newest);
        }
        fresh = List.copyOf(unseen);
        records = List.copyOf(asRecords);
        next = Optional.of(listed.after(page, unseen));
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
            handled.add(incident);
            incidents++;
        }
    }

    /**
     * All of the page has been handled. While more pages follow, only what the list is not asked for any more is surely handled:
     * pages need not be in order. A time in the future, of a clock that is wrong, must not hide what is modified before it.
     */
    public void pageDone() {
        pages++;
        next.ifPresent(listed::turn);
        var now = clock.instant();
        var reached = isHasPage() ? max(position, listed.from()) : newest;
        position = reached.isAfter(now) ? now : reached;
        handled.forgetBefore(position.minus(overlap));
    }

    /** The page is too much to be read. Asks for a smaller one instead; false if there is none. */
    boolean smallerPage() {
        return listed.halve();
    }

    private static Instant max(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }

    /** What is to be kept of this. */
    PollState state() {
        return new PollState(position.toString(), handled.all(), retry);
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
