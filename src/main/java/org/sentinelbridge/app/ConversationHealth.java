package org.sentinelbridge.app;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.sentinelbridge.base.health.Trouble;
import org.sentinelbridge.base.health.TroubleHealth;
import org.sentinelbridge.component.conversation.Backlog;
import org.sentinelbridge.component.conversation.ConversationList;
import org.sentinelbridge.component.conversation.ConversationMeters;
import org.sentinelbridge.operate.doctor.Pulse;

/** What health, metrics and the console tell of the cases that wait to be written to Sentinel. */
final class ConversationHealth {

    static final String TOPIC = "cases";

    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final ConversationList cases;

    private ConversationHealth(ConversationList cases) {
        this.cases = cases;
    }

    static ConversationHealth show(CamelContext context, ConversationList cases) {
        var health = new ConversationHealth(cases);
        new ConversationMeters(TOPIC, cases).bindTo(Meters.of(context));
        TroubleHealth.register(context, TOPIC, PATIENCE, health::trouble, health::warning, health::details);
        return health;
    }

    /** What is known of Sentinel, with what waits for it. */
    Pulse pulse(Pulse sentinel) {
        var backlog = cases.backlog();
        return sentinel
                .withBacklog((long) backlog.states() + backlog.parts(), backlog.age())
                .withTrouble(sentinel.trouble().filter(Pulse.Trouble::needsPerson)
                        .or(() -> SidePulses.trouble(trouble().stream()))
                        .or(sentinel::trouble)
                        .or(() -> warning().map(text -> new Pulse.Trouble(text, false))));
    }

    private Optional<Trouble> trouble() {
        var backlog = cases.backlog();
        if (backlog.troubles() > 0) {
            return Optional.of(new Trouble(ofPeople(backlog), backlog.since().orElseGet(Instant::now), true));
        }
        var obstacle = cases.obstacle();
        var isStuck = !cases.isThrottled() && (!obstacle.isEmpty() || backlog.age().compareTo(PATIENCE) > 0);
        return backlog.oldest().filter(since -> isStuck).map(since -> new Trouble(stuck(backlog, since, obstacle), since, false));
    }

    private static String ofPeople(Backlog backlog) {
        return count(backlog.troubles(), "case") + " cannot be written to Sentinel" + backlog.since().map(at -> ", since " + seconds(at)).orElse("")
                + ": " + backlog.trouble() + " Nothing is lost, and each is tried again every ten minutes at least; /manage/cases and the"
                + " console's page Cases name them and try at once";
    }

    private static String stuck(Backlog backlog, Instant since, String obstacle) {
        return waiting(backlog) + " to be written to Sentinel, the oldest since " + seconds(since) + ": "
                + (obstacle.isEmpty()
                        ? "nothing is known to be in the way; look for conversation:cases in the bridge's log"
                        : obstacle + ". They are written once it works; Connections in the console and bridge doctor find the reason");
    }

    private Optional<String> warning() {
        var backlog = cases.backlog();
        var text = Stream.of(queue(backlog), full(backlog)).flatMap(Optional::stream).collect(Collectors.joining(". "));
        return Optional.of(text).filter(some -> !some.isEmpty());
    }

    private Optional<String> queue(Backlog backlog) {
        return Optional.of(backlog).filter(some -> some.conversations() > 0 && cases.isThrottled())
                .map(some -> waiting(some) + " because Sentinel throttles; all are expected to be written by " + seconds(cases.expectedEnd()));
    }

    private static Optional<String> full(Backlog backlog) {
        return Optional.of(backlog.full()).filter(incidents -> incidents > 0)
                .map(incidents -> count(incidents, "incident") + (incidents == 1 ? " has" : " have") + " 90 comments or more of the 100 that"
                        + " Sentinel takes; further ones are gathered in the bridge's last comment there");
    }

    private Map<String, Object> details() {
        var backlog = cases.backlog();
        var details = new LinkedHashMap<String, Object>();
        details.put("waiting", backlog.conversations());
        details.put("oldest_seconds", backlog.age().toSeconds());
        details.put("expected_end", backlog.conversations() == 0 ? "" : seconds(cases.expectedEnd()));
        details.put("paused_by", cases.pausedBy());
        details.put("paused_until", cases.pausedUntil().map(ConversationHealth::seconds).orElse(""));
        details.put("in_trouble", backlog.troubles());
        details.put("full", backlog.full());
        return details;
    }

    private static String waiting(Backlog backlog) {
        return count(backlog.conversations(), "case") + (backlog.conversations() == 1 ? " waits" : " wait");
    }

    private static String count(int number, String word) {
        return number + " " + word + (number == 1 ? "" : "s");
    }

    private static String seconds(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
