package org.sentinelbridge.http.serving;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Guests in the order of their coming. There is room for so many, and for so many of one network. */
final class Row {

    private final int most;
    private final int mostOfNetwork;
    private final Map<Guest, Long> guests = new LinkedHashMap<>();
    private final Map<Object, Integer> byNetwork = new HashMap<>();

    Row(int most, int mostOfNetwork) {
        this.most = most;
        this.mostOfNetwork = mostOfNetwork;
    }

    boolean hasRoom(Guest guest) {
        return guests.size() < most && ofNetwork(guest) < mostOfNetwork;
    }

    /** Whether it keeps to the limits, those of the network of a guest among them. */
    boolean isWithinLimits(Guest guest) {
        return guests.size() <= most && ofNetwork(guest) <= mostOfNetwork;
    }

    void add(Guest guest) {
        if (guests.put(guest, System.nanoTime()) == null) {
            byNetwork.merge(guest.network(), 1, Integer::sum);
        }
    }

    void remove(Guest guest) {
        if (guests.remove(guest) != null) {
            byNetwork.computeIfPresent(guest.network(), (network, count) -> count == 1 ? null : count - 1);
        }
    }

    /** Of those for whom there is no room beside a guest the first that fulfils a condition. */
    Optional<Guest> first(Guest beside, Predicate<Guest> condition) {
        var isNetworkFull = ofNetwork(beside) > mostOfNetwork;
        return guests.keySet().stream()
                .filter(one -> !isNetworkFull || one.network().equals(beside.network()))
                .filter(condition)
                .findFirst();
    }

    /** Those who came before a moment. */
    List<Guest> before(long nanos) {
        return guests.entrySet().stream().filter(one -> one.getValue() - nanos < 0).map(Map.Entry::getKey).toList();
    }

    private int ofNetwork(Guest guest) {
        return byNetwork.getOrDefault(guest.network(), 0);
    }
}
