package org.sentinelbridge.app;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.sentinelbridge.base.health.Readiness;
import org.sentinelbridge.base.health.TroubleHealth;
import org.sentinelbridge.component.outbox.Backlog;
import org.sentinelbridge.component.outbox.Outbox;
import org.sentinelbridge.component.outbox.OutboxMeters;
import org.sentinelbridge.operate.doctor.Pulse;
import org.sentinelbridge.operate.doctor.Side;

/** What health, metrics and the console tell of the outboxes whose rows go to Log Analytics. */
final class OutboxHealth {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private OutboxHealth() {}

    static void show(CamelContext context, List<Outbox> outboxes) {
        for (var outbox : outboxes) {
            new OutboxMeters(outbox).bindTo(Meters.of(context));
            TroubleHealth.register(context, "outbox:" + outbox.name(), PATIENCE, outbox.wellbeing()::trouble, () -> Map.of(
                    "waiting", outbox.backlog().messages(), "oldest_seconds", outbox.backlog().oldest().toSeconds()));
            Readiness.register(context, "room:" + outbox.name(), outbox::obstacle);
        }
        if (!outboxes.isEmpty()) {
            SidePulses.of(context).add(Side.LOG_ANALYTICS, () -> pulse(outboxes));
        }
    }

    private static Pulse pulse(List<Outbox> outboxes) {
        var backlogs = outboxes.stream().map(Outbox::backlog).toList();
        return SidePulses.pulse(outboxes.stream().map(Outbox::wellbeing).toList()).withBacklog(
                backlogs.stream().mapToLong(Backlog::messages).sum(),
                backlogs.stream().map(Backlog::oldest).max(Comparator.naturalOrder()).orElse(Duration.ZERO));
    }
}
