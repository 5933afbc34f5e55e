package org.sentinelbridge.base.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoublingTest {

    @ParameterizedTest
    @CsvSource({"0,2", "1,4", "4,32", "5,60", "1000000,60"})
    void doublesUpToItsLimit(int failures, int seconds) {
        assertThat(new Doubling(Duration.ofSeconds(2), Duration.ofMinutes(1)).after(failures)).hasSeconds(seconds);
    }
}
