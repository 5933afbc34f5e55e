package org.sentinelbridge.sandbox.eventhubs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The receivers that one partition has in one consumer group, and who must go when another one comes. */
final class Seats {

    /** Receivers without an owner level that a partition may have in a consumer group. */
    private static final int MOST_SHARING = 5;

    private final List<Reader> readers = new ArrayList<>();

    /**
     * Lets the highest owner level have the partition, and the newest receiver where levels are equal.
     *
     * @throws Refusal if the newcomer may not have it
     */
    void check(Optional<Long> level, String address) {
        for (var other : readers) {
            if (other.ownerLevel().isPresent() && (level.isEmpty() || level.get() < other.ownerLevel().get())) {
                throw new Refusal(Refusal.STOLEN, "A receiver with a higher owner level has " + address);
            }
        }
        if (level.isEmpty() && readers.size() >= MOST_SHARING) {
            throw new Refusal(Refusal.QUOTA, "More than " + MOST_SHARING + " receivers of " + address);
        }
        level.ifPresent(own -> clear("A new receiver with owner level " + own + " was created for " + address));
    }

    /** Sends all receivers away, as when another one with their owner level has come. */
    void clear(String reason) {
        var stolen = new Refusal(Refusal.STOLEN, reason);
        List.copyOf(readers).forEach(reader -> reader.disconnect(stolen));
    }

    void take(Reader reader) {
        readers.add(reader);
    }

    void leave(Reader reader) {
        readers.remove(reader);
    }

    boolean has(Reader reader) {
        return readers.contains(reader);
    }

    int taken() {
        return readers.size();
    }

    void deliver() {
        List.copyOf(readers).forEach(Reader::deliver);
    }
}
