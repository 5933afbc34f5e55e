package org.sentinelbridge.base.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A misspelt name is told with the right one; names of others, and those that routes bring, are left alone. */
class NamesTest {

    @TempDir
    private Path routes;

    private final Names names = Names.shipped();

    @ParameterizedTest
    @CsvSource({
        "webhook.prot, is no setting of the bridge; did you mean webhook.port?",
        "webhok.port, is no setting of the bridge; did you mean webhook.port?",
        "elasticsearch.install-template, is no setting of the bridge; did you mean elasticsearch.install-templates?",
        "kibana.colour, 'is no setting of the bridge, and no route uses it. Take it away, or use it in a route as {{kibana.colour}}'"
    })
    void aMisspeltNameIsTold(String name, String problem) {
        assertThatThrownBy(() -> names.check(List.of("webhook.port", name), routes))
                .isInstanceOf(SettingsException.class)
                .hasMessage(name + ": " + problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"webhook.port", "acme.url", "camel.main.nmae", "logging.level.org.acme", "ticket-system.key"})
    void othersAreLeftAlone(String name) {
        assertThatCode(() -> names.check(List.of(name), routes)).doesNotThrowAnyException();
    }

    @Test
    void whatARouteUsesIsNoMistake() throws IOException {
        Files.createDirectories(routes.resolve("cases"));
        Files.writeString(routes.resolve("cases/own.camel.yaml"), "uri: \"{{kibana.colour}}\"");

        assertThatCode(() -> names.check(List.of("kibana.colour"), routes)).doesNotThrowAnyException();
    }

    @Test
    void aSystemPropertyIsLookedAtToo() {
        System.setProperty("webhook.prot", "1");
        try {
            assertThatThrownBy(() -> names.check(List.of(), routes)).hasMessageContaining("did you mean webhook.port?");
        } finally {
            System.clearProperty("webhook.prot");
        }
    }

    @Test
    void ofTheEnvironmentOnlyWhatIsNearIsTold() {
        assertThat(names.warnings(Map.of("WEBHOOK_PROT", "1", "WEBHOOK_PORT", "1", "KIBANA_SERVICE_HOST", "x", "AZURE_CONFIG_DIR", "x", "HOME", "x")))
                .containsExactly("The environment variable WEBHOOK_PROT is no setting; WEBHOOK_PORT (webhook.port) is one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"banana", "abc", "5x", "-5s", "20 seconds", "1.5s"})
    void whatIsNoTimeSpanIsTold(String value) {
        var settings = new Settings(name -> Optional.of(value));

        assertThatThrownBy(() -> settings.duration("runs.keep-for", Duration.ZERO, Duration.ofDays(1)))
                .hasMessage("runs.keep-for: '" + value + "' is no time span; write for example 20s or 500ms");
    }

    @ParameterizedTest
    @CsvSource({"500, 500", "20s, 20000", "1h30m, 5400000", "0, 0"})
    void timeSpansAreRead(String value, long millis) {
        assertThat(new Settings(name -> Optional.of(value)).duration("x", Duration.ZERO, Duration.ofDays(1))).hasMillis(millis);
    }
}
