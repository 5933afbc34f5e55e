package org.sentinelbridge.operate.doctor;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** How all sides are: at once from what is known, or after checking them. Thread safe. */
public final class Connections {

    /** How long a check may take unless somebody wants to wait longer. */
    public static final Duration USUAL_LIMIT = Duration.ofSeconds(10);

    private final List<Side> sides;
    private final Map<String, Supplier<Pulse>> pulses;
    private final Map<String, List<Finding>> found = new ConcurrentHashMap<>();

    /** @param pulses what is known of a side, by its name; none where no bridge runs */
    public Connections(List<Side> sides, Map<String, Supplier<Pulse>> pulses) {
        this.sides = List.copyOf(sides);
        this.pulses = Map.copyOf(pulses);
    }

    /** From what the running bridge knows and the last checks have found. Asks nobody. */
    public List<Connection> look() {
        return sides.stream()
                .map(side -> Connection.of(side, pulse(side), found.getOrDefault(side.name(), List.of())))
                .toList();
    }

    /** Runs all checks, beside each other; takes up to 10 seconds. Two callers at once wait for one and the same. */
    public List<Connection> check() {
        return check(USUAL_LIMIT);
    }

    /** @param limit how long a check may take */
    public synchronized List<Connection> check(Duration limit) {
        var checks = new ArrayList<Check>();
        sides.forEach(side -> checks.addAll(side.checks()));
        var findings = new Examination(limit).run(checks);
        var next = 0;
        for (var side : sides) {
            found.put(side.name(), findings.subList(next, next + side.checks().size()));
            next += side.checks().size();
        }
        return look();
    }

    /** {@code {"connections":[...]}}, as {@code /manage/connections} answers. */
    public static ObjectNode json(List<Connection> connections) {
        var json = JsonNodeFactory.instance.objectNode();
        var list = json.putArray("connections");
        connections.forEach(connection -> list.add(connection.json()));
        return json;
    }

    private Pulse pulse(Side side) {
        return pulses.getOrDefault(side.name(), () -> Pulse.NONE).get();
    }
}
