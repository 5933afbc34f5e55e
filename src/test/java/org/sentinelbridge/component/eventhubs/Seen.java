package org.sentinelbridge.component.eventhubs;

import com.azure.messaging.eventhubs.EventData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;

/** What reached the end of a route, in the order in which it did. */
final class Seen {

    private final Map<String, List<Long>> sequences = new TreeMap<>();
    private final List<Integer> sizes = new ArrayList<>();

    static String partition(Exchange exchange) {
        return exchange.getMessage().getHeader(EventHubsBatchComponent.PARTITION_ID, String.class);
    }

    static List<EventData> events(Exchange exchange) {
        return ((List<?>) exchange.getMessage().getBody()).stream().map(EventData.class::cast).toList();
    }

    synchronized void add(Exchange exchange) {
        var events = events(exchange);
        sizes.add(events.size());
        var list = sequences.computeIfAbsent(partition(exchange), id -> new ArrayList<>());
        events.forEach(event -> list.add(event.getSequenceNumber()));
    }

    synchronized int count() {
        return sequences.values().stream().mapToInt(List::size).sum();
    }

    /** How many different ones. */
    synchronized int distinct() {
        return sequences.values().stream().mapToInt(list -> (int) list.stream().distinct().count()).sum();
    }

    synchronized List<Long> of(String partition) {
        return List.copyOf(sequences.getOrDefault(partition, List.of()));
    }

    synchronized Map<String, List<Long>> all() {
        return sequences.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> List.copyOf(entry.getValue())));
    }

    synchronized List<Integer> sizes() {
        return List.copyOf(sizes);
    }
}
