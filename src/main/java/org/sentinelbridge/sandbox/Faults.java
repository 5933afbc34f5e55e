package org.sentinelbridge.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The faults that lie in the way of requests, oldest first. */
final class Faults {

    private static final class Pending {
        private final Fault fault;
        private final ObjectNode asGiven;
        private int hits;

        private Pending(Fault fault, ObjectNode asGiven) {
            this.fault = fault;
            this.asGiven = asGiven;
        }
    }

    private final List<Pending> pending = new ArrayList<>();

    void add(Fault fault, ObjectNode asGiven) {
        pending.add(new Pending(fault, asGiven.deepCopy()));
    }

    /** The fault that the request meets, if any; one that has been met often enough is gone afterwards. */
    Optional<Fault> take(Request request) {
        for (Pending candidate : pending) {
            if (candidate.fault.match().fits(request)) {
                candidate.hits++;
                if (candidate.hits == candidate.fault.times()) {
                    pending.remove(candidate);
                }
                return Optional.of(candidate.fault);
            }
        }
        return Optional.empty();
    }

    void clear() {
        pending.clear();
    }

    /** The faults as they were given, with how often each was met and how often it still will be. */
    ArrayNode describe() {
        ArrayNode all = Json.array();
        for (Pending one : pending) {
            ObjectNode description = one.asGiven.deepCopy();
            description.put("hits", one.hits);
            if (one.fault.times() > 0) {
                description.put("times", one.fault.times() - one.hits);
            }
            all.add(description);
        }
        return all;
    }
}
