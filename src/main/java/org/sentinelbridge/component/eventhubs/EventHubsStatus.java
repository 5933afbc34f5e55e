package org.sentinelbridge.component.eventhubs;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.sentinelbridge.base.health.Wellbeing;

/** How receiving goes: counts by partition since the start, and what is wrong at the moment. Thread safe. */
public final class EventHubsStatus {

    private final ConcurrentMap<String, PartitionStatus> partitions = new ConcurrentHashMap<>();
    private final Wellbeing wellbeing = new Wellbeing();
    private final ConcurrentMap<String, Problem> problems = new ConcurrentHashMap<>();
    private final List<Consumer<PartitionStatus>> listeners = new CopyOnWriteArrayList<>();

    /**
     * What is wrong.
     *
     * @param text with the name of the hub, and of the partition if it is that of one
     * @param since when it began
     */
    public record Problem(String text, Instant since) {}

    /** Has somebody told of each partition, once it is first received from. */
    public void whenNew(Consumer<PartitionStatus> listener) {
        listeners.add(listener);
        partitions.values().forEach(listener);
    }

    /** The partitions that were received from since the start. */
    public Collection<PartitionStatus> partitions() {
        return List.copyOf(partitions.values());
    }

    /** The oldest of the problems that there are. */
    public Optional<Problem> problem() {
        return problems.values().stream().min((a, b) -> a.since().compareTo(b.since()));
    }

    /** When it last went well and when not; what is wrong now, {@link #problem} says. */
    public Wellbeing wellbeing() {
        return wellbeing;
    }

    /** A partition that was received from since the start. */
    Optional<PartitionStatus> find(String hub, String partition) {
        return Optional.ofNullable(partitions.get(key(hub, partition)));
    }

    PartitionStatus partition(String hub, String partition) {
        var key = key(hub, partition);
        var known = partitions.get(key);
        if (known != null) {
            return known;
        }
        var created = new PartitionStatus(hub, partition);
        var before = partitions.putIfAbsent(key, created);
        if (before != null) {
            return before;
        }
        listeners.forEach(listener -> listener.accept(created));
        return created;
    }

    /**
     * Notes that something does not work.
     *
     * @param partition empty if it concerns the whole hub
     * @return whether that is news
     */
    boolean fails(String hub, String partition, String text) {
        var key = key(hub, partition);
        var before = Optional.ofNullable(problems.get(key));
        var now = new Problem(key + ": " + text, before.map(Problem::since).orElseGet(Instant::now));
        problems.put(key, now);
        wellbeing.fails(now.text(), false);
        return before.filter(now::equals).isEmpty();
    }

    void works(String hub, String partition) {
        problems.remove(key(hub, partition));
        wellbeing.works();
    }

    /** Forgets what was wrong with a hub that is not received from any longer. */
    void stopped(String hub) {
        problems.keySet().removeIf(key -> key.equals(hub) || key.startsWith(hub + "/"));
    }

    private static String key(String hub, String partition) {
        return partition.isEmpty() ? hub : hub + "/" + partition;
    }
}
