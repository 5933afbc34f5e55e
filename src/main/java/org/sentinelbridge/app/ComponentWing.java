package org.sentinelbridge.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.sentinelbridge.azure.AzureCredentials;
import org.sentinelbridge.base.health.Wellbeing;
import org.sentinelbridge.base.retry.Turns;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.base.store.Store;
import org.sentinelbridge.component.conversation.Conversations;
import org.sentinelbridge.component.mapping.Mappings;
import org.sentinelbridge.component.notes.Notes;
import org.sentinelbridge.component.outbox.Deliveries;
import org.sentinelbridge.component.outbox.Limits;
import org.sentinelbridge.component.outbox.Outboxes;
import org.sentinelbridge.component.parked.ParkedMeters;
import org.sentinelbridge.component.parked.Parking;
import org.sentinelbridge.component.parked.Replays;
import org.sentinelbridge.component.parked.SupersededPushes;
import org.sentinelbridge.component.polling.IncidentPolls;
import org.sentinelbridge.component.records.KeptRecords;

/** What the routes call by name: outboxes, mappings, parked messages, events, polls. */
final class ComponentWing implements Wing {

    private final CamelContext context;
    private final Settings settings;
    private final Outboxes outboxes;
    private final ObjectNode visible;
    private final Mappings mappings;
    private final Replays replays;
    private final Conversations conversations;
    private final Optional<ConversationHealth> caseHealth;
    private final Optional<EventHubs> events;
    private final Optional<IncidentPolls> polls;

    ComponentWing(CamelContext context, Settings settings, Store store, Turns turns, AzureCredentials credentials) throws IOException {
        this.context = context;
        this.settings = settings;
        outboxes = new Outboxes(store, backlogLimits(settings), settings.duration("outbox.duplicate-window", Duration.ZERO, Duration.ofDays(7)));
        visible = visibleSettings(context, settings);
        mappings = new Mappings(Path.of("routes", "mappings"), visible);
        conversations = new Conversations(store, turns);
        replays = new Replays(store, settings.duration("webhook.budget", Duration.ofSeconds(1), Duration.ofSeconds(55)));
        RecordSettings.check(settings);
        var reader = RecordSettings.reader(settings);

        var beans = context.getRegistry();
        beans.bind("outboxes", outboxes);
        beans.bind("deliveries", new Deliveries());
        beans.bind("mappings", mappings);
        beans.bind("notes", new Notes(store));
        beans.bind("conversations", conversations);
        var parking = new Parking(store);
        beans.bind("parking", parking);
        beans.bind("replays", replays);
        var superseded = new SupersededPushes(store, parking::kept);
        beans.bind("supersededPushes", superseded);
        beans.bind("keptRecords", new KeptRecords());
        beans.bind("recordReader", reader);
        new ParkedMeters(store.jdbi(), () -> superseded.settled() + replays.superseded()).bindTo(Meters.of(context));
        OutboxHealth.show(context, rowOutboxes(settings).map(outboxes::get).toList());
        caseHealth = settings.flag("sentinel-workspace.on")
                ? Optional.of(ConversationHealth.show(context, conversations.list(ConversationHealth.TOPIC))) : Optional.empty();
        events = settings.flag("sentinel-events.on")
                ? Optional.of(EventHubs.bind(context, settings, store, credentials, reader)) : Optional.empty();
        polls = settings.flag("sentinel-incidents.on")
                ? Optional.of(IncidentPolling.bind(context, settings, store)) : Optional.empty();
    }

    private static Stream<String> rowOutboxes(Settings settings) {
        return settings.flag("alert-webhook.on")
                ? Stream.concat(Stream.of("alerts"), settings.flag("case-rows.on") ? Stream.of("cases") : Stream.empty())
                : Stream.empty();
    }

    private static Limits backlogLimits(Settings settings) {
        return new Limits(
                settings.number("outbox.max-messages", 1, Integer.MAX_VALUE),
                settings.bytes("outbox.max-bytes", 1L << 50),
                settings.duration("outbox.max-age", Duration.ofMinutes(1), Duration.ofDays(365)));
    }

    private static ObjectNode visibleSettings(CamelContext context, Settings settings) {
        var names = context.getPropertiesComponent().loadProperties().stringPropertyNames();
        return new ObjectMapper().valueToTree(settings.shown(names));
    }

    Mappings mappings() {
        return mappings;
    }

    Conversations conversations() {
        return conversations;
    }

    /** How cases do that go to the incident API, if they do. */
    Optional<ConversationHealth> caseHealth() {
        return caseHealth;
    }

    Replays replays() {
        return replays;
    }

    /** Whether polls go well, if there are any. */
    List<Wellbeing> polling() {
        return polls.map(IncidentPolls::wellbeing).stream().toList();
    }

    @Override
    public void begin() {
        visible.setAll(visibleSettings(context, settings)); // addresses of stand-ins are known only now
        events.ifPresent(hub -> hub.pointAt(settings));
        outboxes.start();
        polls.ifPresent(IncidentPolls::start);
    }

    @Override
    public void drain() {
        polls.ifPresent(IncidentPolls::close);
        replays.close();
    }

    @Override
    public void end() {
        outboxes.close();
    }
}
