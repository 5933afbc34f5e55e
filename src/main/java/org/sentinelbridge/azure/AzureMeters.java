package org.sentinelbridge.azure;

import com.azure.core.credential.AccessToken;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;

/**
 * What Azure tells by the way, in metrics: {@code bridge.azure.token.age} and {@code bridge.azure.token.left} (seconds), by the
 * {@code host} that the token is for; {@code bridge.azure.rate.left}, how many more calls Azure takes, by its {@code limit},
 * such as {@code subscription-writes}.
 */
public final class AzureMeters {

    private static final String REMAINING = "x-ms-ratelimit-remaining-";
    /** The names come from outside. */
    private static final int MOST_LIMITS = 20;
    private static final double MILLIS = 1_000;

    private final MeterRegistry registry;
    private final Map<String, Held> tokens = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> limits = new ConcurrentHashMap<>();

    public AzureMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Notes that a token was fetched. */
    void fetched(String scope, AccessToken token) {
        var held = tokens.computeIfAbsent(URI.create(scope).getHost(), this::hold);
        held.since = Instant.now();
        held.until = token.getExpiresAt().toInstant();
    }

    /** Notes what the headers of an answer say. */
    void answered(Map<String, Object> headers) {
        headers.forEach((name, value) -> {
            if (name.regionMatches(true, 0, REMAINING, 0, REMAINING.length()) && value.toString().matches("\\d{1,9}")) {
                left(name.substring(REMAINING.length()).toLowerCase(Locale.ROOT), Long.parseLong(value.toString()));
            }
        });
    }

    private void left(String limit, long left) {
        if (limits.containsKey(limit) || limits.size() < MOST_LIMITS) {
            limits.computeIfAbsent(limit, this::limit).set(left);
        }
    }

    private AtomicLong limit(String name) {
        var left = new AtomicLong();
        Gauge.builder("bridge.azure.rate.left", left, AtomicLong::get)
                .description("Calls that Azure takes before it throttles, as it said last")
                .tag("limit", name)
                .strongReference(true)
                .register(registry);
        return left;
    }

    private Held hold(String host) {
        var held = new Held();
        seconds(host, held, "age", "How long ago the token was fetched", one -> millis(one.since, Instant.now()));
        seconds(host, held, "left", "How long the token is valid", one -> millis(Instant.now(), one.until));
        return held;
    }

    private void seconds(String host, Held held, String what, String description, ToDoubleFunction<Held> millis) {
        Gauge.builder("bridge.azure.token." + what, held, one -> millis.applyAsDouble(one) / MILLIS)
                .description(description)
                .baseUnit("seconds")
                .tag("host", host)
                .strongReference(true)
                .register(registry);
    }

    private static double millis(Instant from, Instant to) {
        return to.toEpochMilli() - from.toEpochMilli();
    }

    private static final class Held {
        private volatile Instant since = Instant.now();
        private volatile Instant until = Instant.now();
    }
}
