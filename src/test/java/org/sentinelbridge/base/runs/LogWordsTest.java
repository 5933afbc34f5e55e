package org.sentinelbridge.base.runs;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.CamelLogger;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogWordsTest {

    @ParameterizedTest
    @CsvSource(ignoreLeadingAndTrailingWhitespace = false, value = {
        "an-id,an-id",
        "1 run=2,1%20run=2",
        "1\trun=2,1%09run=2",
        "1\u00a0run=2,1%C2%A0run=2",
        "1\u2028run=2,1%E2%80%A8run=2",
        "1\u0000,1%00",
        "ü+%,ü+%",
        " ,%20"
    })
    void anIdIsOneWord(String id, String word) {
        try (var camel = new DefaultCamelContext()) {
            var exchange = new DefaultExchange(camel);
            exchange.setVariable("case_id", id);
            exchange.setVariable("incident_id", id);
            var line = new LogWords().onLog(exchange, new CamelLogger(), "made case=" + id + " incident=" + id + " run=3: as it is");
            assertThat(line).isEqualTo("made case=" + word + " incident=" + word + " run=3: as it is");
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }
}
