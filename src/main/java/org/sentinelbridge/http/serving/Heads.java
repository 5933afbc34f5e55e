package org.sentinelbridge.http.serving;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The unfinished heads of those who have not shown a key, of one event loop. They may have {@value #MOST_BYTES} bytes together, those
 * of one network half of that; in many short lines they take forty times as much memory. When there are more, whoever has been at it
 * the longest must go: an honest head comes in one piece. For one thread.
 */
final class Heads {

    static final int MOST_BYTES = 256 * 1024;

    private final Map<Guest, Integer> unfinished = new LinkedHashMap<>();
    private final Map<Object, Integer> byNetwork = new HashMap<>();
    private int all;

    /** More of a head is coming. Gives those who must go for it, before it may be taken. */
    List<Guest> more(Guest guest, int bytes) {
        unfinished.merge(guest, bytes, Integer::sum);
        count(guest, bytes);
        var going = new ArrayList<Guest>();
        for (var next = next(guest); next.isPresent(); next = next(guest)) {
            end(next.get());
            going.add(next.get());
        }
        return going;
    }

    private Optional<Guest> next(Guest guest) {
        var isNetworkFull = byNetwork.getOrDefault(guest.network(), 0) > MOST_BYTES / 2;
        return isNetworkFull || all > MOST_BYTES
                ? unfinished.keySet().stream()
                        .filter(one -> !isNetworkFull || one.network().equals(guest.network()))
                        .findFirst()
                : Optional.empty();
    }

    /** A head is whole, or will never be. */
    void end(Guest guest) {
        var bytes = unfinished.remove(guest);
        if (bytes != null) {
            count(guest, -bytes);
        }
    }

    private void count(Guest guest, int bytes) {
        all += bytes;
        byNetwork.merge(guest.network(), bytes, (before, more) -> before + more == 0 ? null : before + more);
    }
}
