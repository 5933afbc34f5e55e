package org.sentinelbridge.operate.doctor;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.elastic.elasticsearch.ElasticsearchFailure;
import org.sentinelbridge.elastic.elasticsearch.ElasticsearchProbe;

/** When the API key for Elasticsearch ends. */
final class KeyCheck extends ElasticsearchCheck {

    private static final Duration SOON = Duration.ofDays(30);

    private final Clock clock;

    KeyCheck(Settings settings, Clock clock) {
        super("key", settings);
        this.clock = clock;
    }

    @Override
    Finding ask(ElasticsearchProbe probe) {
        Optional<Instant> end;
        try {
            end = probe.keyEnds();
        } catch (ElasticsearchFailure.Refused | IllegalArgumentException e) {
            return Finding.ok(name(), "When the key ends cannot be asked: " + e.getMessage());
        }
        if (end.isEmpty()) {
            return Finding.ok(name(), "The API key is taken, and never ends");
        }
        var text = "The API key is taken, and ends on " + LocalDate.ofInstant(end.get(), ZoneOffset.UTC);
        return end.get().isBefore(clock.instant().plus(SOON))
                ? Finding.warn(name(), text, "Make a new key in Kibana > Stack Management > API keys, and set elasticsearch.api-key")
                : Finding.ok(name(), text);
    }
}
