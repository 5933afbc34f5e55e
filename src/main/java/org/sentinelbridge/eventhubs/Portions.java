package org.sentinelbridge.eventhubs;

import com.azure.messaging.eventhubs.EventData;
import java.util.ArrayList;
import java.util.List;

/** Cuts what came together into lists of no more than so many bytes, because a route needs many times the memory of a batch. */
final class Portions {

    private Portions() {}

    /** In their order; a list with more bytes has only one event. */
    static List<List<EventData>> of(List<EventData> events, long mostBytes) {
        var portions = new ArrayList<List<EventData>>(1);
        var bytes = 0L;
        var from = 0;
        for (var i = 0; i < events.size(); i++) {
            var size = events.get(i).getBody().length;
            if (i > from && bytes + size > mostBytes) {
                portions.add(events.subList(from, i));
                from = i;
                bytes = 0;
            }
            bytes += size;
        }
        portions.add(events.subList(from, events.size()));
        return portions;
    }
}
