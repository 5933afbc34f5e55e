package org.sentinelbridge.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.sentinelbridge.sandbox.eventhubs.EventHubsStandIn;
import org.sentinelbridge.sandbox.eventhubs.SampleRecords;

/** What is seen of the stand-in for Event Hubs over HTTP, and how events are brought to it and it is disturbed. */
final class EventHubsControl {

    /** The field of a fault that concerns it. */
    static final String NAME = "event_hubs";

    private static final Set<String> KNOWN = Set.of("cut", "refuse_links", "refuse_sends", "delay_ms", "steal");
    private static final int MOST_ROWS = 5_000;
    private static final int MOST_BYTES = 1024 * 1024;
    private static final int MOST_REFUSALS = 1_000;
    private static final int A_MINUTE = 60_000;

    private final EventHubsStandIn standIn;
    private final SampleRecords samples;

    EventHubsControl(EventHubsStandIn standIn, SampleRecords samples) {
        this.standIn = standIn;
        this.samples = samples;
    }

    /** {@code ?records=N} makes up so many rows; otherwise the body is an event as it stands. */
    Answer publish(Request request) {
        var rows = request.parameter("records");
        if (rows.isPresent()) {
            return publish(rows.get());
        }
        if (request.body().length == 0 || request.body().length > MOST_BYTES) {
            throw Fields.refuse(request.body().length == 0 ? 400 : 413,
                    "The body must be one event, of 1 MB at the most; or ?records=N makes up rows.");
        }
        standIn.publish(List.of(request.body()));
        return told(1, 0);
    }

    private Answer publish(String rows) {
        if (!rows.matches("\\d{1,5}") || Integer.parseInt(rows) < 1 || Integer.parseInt(rows) > MOST_ROWS) {
            throw Fields.refuse("\"records\" must be a whole number from 1 to " + MOST_ROWS + ".");
        }
        return bring(Integer.parseInt(rows));
    }

    /** Brings made-up rows. */
    Answer bring(int rows) {
        var messages = samples.messages(rows);
        standIn.publish(messages);
        return told(messages.size(), rows);
    }

    private static Answer told(int events, int rows) {
        return Answer.json(200, Json.object().put("events", events).put("records", rows));
    }

    ObjectNode describe() {
        var state = standIn.state();
        var description = Json.object().put("hub", state.name()).put("connections", state.connections());
        var partitions = description.putArray("partitions");
        state.partitions().forEach(one -> partitions.addObject()
                .put("id", one.id())
                .put("received", one.received())
                .put("events", one.events())
                .put("bytes", one.bytes())
                .put("last_sequence", one.lastSequence())
                .put("receivers", one.receivers()));
        return description;
    }

    /** What {@code {"event_hubs":{...}}} among the faults asks for. */
    List<Runnable> disturb(JsonNode given) {
        var fields = Fields.of(given, "\"" + NAME + "\"", KNOWN);
        var actions = new ArrayList<Runnable>();
        fields.flag("cut").filter(yes -> yes).ifPresent(yes -> actions.add(standIn::cutConnections));
        fields.number("refuse_links", 0, MOST_REFUSALS).ifPresent(count -> actions.add(() -> standIn.refuseLinks(count)));
        fields.number("refuse_sends", 0, MOST_REFUSALS).ifPresent(count -> actions.add(() -> standIn.refuseSends(count)));
        fields.number("delay_ms", 0, A_MINUTE).ifPresent(millis -> actions.add(() -> standIn.delay(millis)));
        fields.text("steal").ifPresent(partition -> actions.add(() -> standIn.steal("$Default", partition)));
        return actions;
    }

    void calm() {
        standIn.calm();
    }

    void reset() {
        standIn.reset();
    }
}
