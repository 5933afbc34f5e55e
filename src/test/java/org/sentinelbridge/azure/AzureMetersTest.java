package org.sentinelbridge.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.azure.core.credential.AccessToken;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AzureMetersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AzureMeters meters = new AzureMeters(registry);

    @Test
    void aTokenShowsItsAgeAndHowLongItIsValid() {
        meters.fetched("https://management.azure.com/.default", new AccessToken("secret", OffsetDateTime.now().plusHours(1)));

        var left = registry.get("bridge.azure.token.left").tag("host", "management.azure.com").gauge().value();
        assertThat(left).isCloseTo(3_600, within(60.0));
        assertThat(registry.get("bridge.azure.token.age").gauge().value()).isCloseTo(0, within(60.0));
    }

    @Test
    void theLastAnswerSaysHowManyCallsAreLeft() {
        meters.answered(Map.of("X-MS-RateLimit-Remaining-Subscription-Writes", "1199", "Content-Type", "application/json"));
        meters.answered(Map.of("x-ms-ratelimit-remaining-subscription-writes", "1198"));
        meters.answered(Map.of("x-ms-ratelimit-remaining-subscription-resource-requests", "Microsoft.X;10"));

        assertThat(registry.getMeters()).hasSize(1);
        assertThat(registry.get("bridge.azure.rate.left").tag("limit", "subscription-writes").gauge().value()).isEqualTo(1_198);
    }

    @Test
    void anAnswerThatNamesAThousandLimitsMakesFewMeters() {
        var headers = new HashMap<String, Object>();
        for (var i = 0; i < 1_000; i++) {
            headers.put("x-ms-ratelimit-remaining-" + i, "1");
        }
        meters.answered(headers);

        assertThat(registry.getMeters()).hasSize(20);
    }
}
