package org.sentinelbridge.app;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.sentinelbridge.base.health.Trouble;
import org.sentinelbridge.base.health.Wellbeing;
import org.sentinelbridge.operate.doctor.Pulse;

/** What the running bridge knows of each side without asking it, for the console. Who puts a mechanism together adds to it. */
final class SidePulses {

    private final Map<String, Supplier<Pulse>> pulses = new ConcurrentHashMap<>();

    /** The one of a context. */
    static SidePulses of(CamelContext context) {
        var registry = context.getRegistry();
        var known = registry.lookupByNameAndType("sidePulses", SidePulses.class);
        if (known == null) {
            known = new SidePulses();
            registry.bind("sidePulses", known);
        }
        return known;
    }

    Map<String, Supplier<Pulse>> all() {
        return Map.copyOf(pulses);
    }

    void add(String side, Supplier<Pulse> pulse) {
        pulses.put(side, pulse);
    }

    /** Several are as well as the worst of them. */
    static Pulse pulse(List<Wellbeing> wellbeing) {
        var error = wellbeing.stream()
                .filter(one -> one.lastErrorAt().isPresent())
                .max(Comparator.comparing(one -> one.lastErrorAt().orElse(Instant.EPOCH)));
        return new Pulse(
                trouble(wellbeing.stream().flatMap(one -> one.trouble().stream())),
                wellbeing.stream().flatMap(one -> one.lastSuccess().stream()).max(Comparator.naturalOrder()),
                error.map(Wellbeing::lastError).orElse(""),
                error.flatMap(Wellbeing::lastErrorAt),
                0,
                Duration.ZERO,
                OptionalLong.empty());
    }

    static Optional<Pulse.Trouble> trouble(Stream<Trouble> troubles) {
        return troubles.min(Comparator.comparing(Trouble::needsPerson).reversed().thenComparing(Trouble::since))
                .map(trouble -> new Pulse.Trouble(trouble.text(), trouble.needsPerson()));
    }
}
