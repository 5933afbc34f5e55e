package org.sentinelbridge.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sentinelbridge.base.health.Trouble;
import org.sentinelbridge.base.settings.Settings;

/** What an answer of Azure says of Azure. */
class AzureAnswerTest {

    private static final Settings SETTINGS =
            new Settings(name -> Optional.ofNullable(Map.of("azure.credential", "static", "azure.static-token", "token").get(name)));

    private final AzureMeters meters = new AzureMeters(new SimpleMeterRegistry());
    private final AzureTokens tokens = new AzureTokens(new AzureCredentials(SETTINGS, AzureCloud.PUBLIC), meters);
    private final AzureAnswer answer = new AzureAnswer(tokens, meters, OptionalInt.empty());
    private final AzureAnswer receipt = new AzureAnswer(tokens, meters, OptionalInt.of(204));

    @Test
    void aSuccessSaysThatItWorksAndHowManyMoreRequestsItTakes() throws Exception {
        answer.process(exchange(200, "{}", "x-ms-ratelimit-remaining-subscription-writes", "1199"));

        assertThat(answer.wellbeing().trouble()).isEmpty();
        assertThat(answer.wellbeing().lastSuccess()).isPresent();
        assertThat(answer.rateLeft()).hasValue(1199);
    }

    @Test
    void aLongAnswerIsRead() throws Exception {
        var answered = exchange(200, "{\"d\":[" + ("\"" + "x".repeat(1_000_000) + "\",").repeat(11) + "1]}", "a", "b");
        answer.process(answered);
        assertThat(answered.getMessage().getBody(JsonNode.class).get("d")).hasSize(12);
    }

    /** Whichever limits the process has, this is more. */
    @Test
    void whatIsTooMuchSaysWhichLimitItExceeds() {
        assertThatThrownBy(() -> answer.process(exchange(200, "{\"d\":[\"" + "x".repeat(20_000_001) + "\"]}", "a", "b")))
                .isInstanceOf(ExcessiveAnswerException.class)
                .hasMessageMatching("Azure's answer is too much to be read: String value length \\([0-9]+\\) exceeds the maximum allowed \\([0-9]+\\)");
        assertThatThrownBy(() -> answer.process(exchange(200, "{\"d\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}", "a", "b")))
                .isInstanceOf(ExcessiveAnswerException.class)
                .hasMessageContaining("nesting depth");
    }

    @ParameterizedTest
    @CsvSource({"401, true", "403, true", "429, false", "503, false"})
    void whatAzureRefusesIsATrouble(int status, boolean needsPerson) {
        assertThatThrownBy(() -> answer.process(exchange(status, "{\"error\":{\"code\":\"Code\",\"message\":\"m\"}}", "a", "b")))
                .isInstanceOf(AzureFailure.class);

        assertThat(answer.wellbeing().trouble().map(Trouble::needsPerson)).hasValue(needsPerson);
        assertThat(answer.wellbeing().lastError()).isEqualTo("Azure answered " + status + " Code: m");
        assertThat(answer.rateLeft()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"400", "404", "409", "413"})
    void whatTheCallerHasGotWrongIsNone(int status) {
        assertThatThrownBy(() -> answer.process(exchange(status, "{}", "a", "b"))).isInstanceOf(AzureFailure.class);

        assertThat(answer.wellbeing().trouble()).isEmpty();
        assertThat(answer.wellbeing().lastSuccess()).isPresent();
    }

    @Test
    void aReceiptIsEmpty() throws Exception {
        receipt.process(exchange(204, "", "a", "b"));

        assertThat(receipt.wellbeing().lastSuccess()).isPresent();
    }

    @Test
    void aPageInPlaceOfAReceiptIsNotFromAzure() {
        assertThatThrownBy(() -> receipt.process(exchange(200, "<html>Please sign in</html>", "Content-Type", "text/html")))
                .isInstanceOf(AzureFailure.NotNow.class)
                .hasMessage("Azure answered 200 where that is no answer of its own; does a proxy answer in its place?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"error\": {\"code\": \"InvalidStream\", \"message\": \"m\"}}", "{\"Error\": \"InvalidCustomerId\", \"Message\": \"m\"}"})
    void whatRefusesEveryRowIsOfTheSettings(String body) {
        assertThatThrownBy(() -> receipt.process(exchange(400, body, "a", "b")))
                .isInstanceOf(AzureFailure.WorkspaceNotFound.class)
                .hasMessageContaining("Invalid").hasMessageEndingWith(": m");
        assertThat(receipt.wellbeing().trouble().map(Trouble::needsPerson)).hasValue(true);
    }

    @ParameterizedTest
    @CsvSource({"200", "202", "206", "302", "307", "407", "421"})
    void whatSaysNothingOfTheRequestMayBeOtherwiseLater(int status) {
        assertThatThrownBy(() -> receipt.process(exchange(status, "", "a", "b"))).isInstanceOf(AzureFailure.NotNow.class);

        assertThat(receipt.wellbeing().trouble().map(Trouble::needsPerson)).hasValue(false);
    }

    private static Exchange exchange(int status, String body, String header, String value) {
        var exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        exchange.getMessage().setHeader(header, value);
        exchange.getMessage().setBody(body.getBytes(StandardCharsets.UTF_8));
        return exchange;
    }
}
