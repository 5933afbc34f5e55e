package org.sentinelbridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class UuidCountsTest {

    @Test
    void remembersHalfAMillion() {
        UuidCounts counts = new UuidCounts();
        for (int i = 0; i < 500_000; i++) {
            assertThat(counts.add("u" + i)).isTrue();
        }
        for (int i = 0; i < 500_000; i += 1_000) {
            assertThat(counts.add("u" + i)).isFalse();
        }
        assertThat(counts.add("one more")).isTrue();
        assertThat(counts.add("one more")).as("forgotten at once").isTrue();

        String json = new String(counts.json(), StandardCharsets.UTF_8);
        assertThat(json).contains("\"u0\":2", "\"u1\":1", "\"u499999\":1").doesNotContain("one more");
        assertThat(json.chars().filter(c -> c == ':').count()).isEqualTo(500_000);
    }

    @Test
    void remembersNoMoreThanFortyMegabytes() {
        UuidCounts counts = new UuidCounts();
        String longest = "x".repeat(999_999);
        for (int i = 0; i < 45; i++) {
            counts.add((char) ('A' + i) + longest);
        }
        assertThat(counts.add("A" + longest)).isFalse();
        assertThat(counts.add((char) ('A' + 40) + longest)).isTrue();
    }
}
