package org.sentinelbridge.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumMap;
import java.util.Map;

/** How often each operation has been requested, whatever became of the requests. */
final class OperationCounts {

    private final Map<Operation, Integer> counts = new EnumMap<>(Operation.class);
    private final Map<Operation, Integer> throttled = new EnumMap<>(Operation.class);

    void add(Operation operation) {
        counts.merge(operation, 1, Integer::sum);
    }

    /** One of those that were counted was refused by the throttle. */
    void addThrottled(Operation operation) {
        throttled.merge(operation, 1, Integer::sum);
    }

    void clear() {
        counts.clear();
        throttled.clear();
    }

    ObjectNode describe() {
        return described(counts);
    }

    ObjectNode describeThrottled() {
        return described(throttled);
    }

    private static ObjectNode described(Map<Operation, Integer> counts) {
        ObjectNode description = Json.object();
        counts.forEach((operation, count) -> description.put(operation.id(), count));
        return description;
    }
}
