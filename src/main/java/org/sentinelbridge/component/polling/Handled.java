package org.sentinelbridge.component.polling;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.sentinelbridge.component.polling.PollState.Seen;

/** Which incidents have been handled, and in which version, so that what is listed once more is not handled once more. */
final class Handled {

    /**
     * A page may hold 1,000, an overlap of minutes some hundred; Sentinel makes about 3,000 incidents in a day. Must be more than a
     * page holds.
     */
    static final int MOST = 20_000;

    private final Map<String, Seen> seen;

    Handled(Map<String, Seen> seen) {
        this.seen = new HashMap<>(seen);
    }

    /** Both must be the same: what answers in Sentinel's place may give the same etag to every version. */
    boolean holds(Incident incident) {
        return new Seen(incident.version(), incident.modified()).equals(seen.get(incident.name()));
    }

    void add(Incident incident) {
        seen.put(incident.name(), new Seen(incident.version(), incident.modified()));
    }

    /** Since when all is known that has been handled; the earliest of all times, if nothing had to be forgotten. */
    Instant knownSince() {
        return seen.size() < MOST ? Instant.MIN : seen.values().stream().map(Handled::modified).min(Comparator.naturalOrder()).orElseThrow();
    }

    /** Forgets what was modified before this, and the oldest of what is too much. */
    void forgetBefore(Instant since) {
        seen.values().removeIf(one -> modified(one).isBefore(since));
        if (seen.size() > MOST) {
            seen.entrySet().stream()
                    .sorted(Comparator.comparing(entry -> modified(entry.getValue())))
                    .limit(seen.size() - MOST)
                    .map(Map.Entry::getKey)
                    .toList()
                    .forEach(seen::remove);
        }
    }

    Map<String, Seen> all() {
        return Map.copyOf(seen);
    }

    /** What has no time that can be read is not known to be old. */
    private static Instant modified(Seen one) {
        return Incident.time(one.modified()).orElse(Instant.MAX);
    }
}
