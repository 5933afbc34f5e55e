package org.sentinelbridge.component.rows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sentinelbridge.component.outbox.OutboxMessage;
import org.sentinelbridge.component.outbox.OutboxMessages;

/** Messages are found in whatever a consumer brings. */
final class MessagesTest {

    private static final DefaultCamelContext CAMEL = new DefaultCamelContext();
    private static final String ONE = "{ \"n\":1 }";
    private static final String TWO = "{\"n\":\"é\"}";
    private static final String ARRAY = "[" + ONE + ",\n" + TWO + "]";

    @BeforeAll
    static void start() {
        CAMEL.start();
    }

    @AfterAll
    static void stop() {
        CAMEL.stop();
    }

    static Stream<Object> bodiesWithTwo() {
        return Stream.of(
                ARRAY,
                ARRAY.getBytes(UTF_8),
                new ByteArrayInputStream(ARRAY.getBytes(UTF_8)),
                new OutboxMessages(List.of(message(ONE), message(TWO))),
                CAMEL.getTypeConverter().convertTo(byte[].class, new OutboxMessages(List.of(message(ONE), message(TWO)))),
                List.of(message(ONE), message(TWO)),
                List.of(ONE, TWO.getBytes(UTF_8)),
                List.of("[" + ONE + "]", new ByteArrayInputStream(TWO.getBytes(UTF_8))),
                List.of(exchange(ONE), exchange(TWO).getMessage()),
                ONE + "\n" + TWO);
    }

    @ParameterizedTest
    @MethodSource("bodiesWithTwo")
    void theyAreAsTheyWereReceived(Object body) {
        assertThat(texts(body)).containsExactly(ONE, TWO);
    }

    @Test
    void oneAlertIsOneMessage() {
        assertThat(texts(ONE)).containsExactly(ONE);
    }

    @Test
    void messagesOfAnOutboxStayTheSameObjects() {
        var one = message("no JSON");
        assertThat(Messages.of(exchange(new OutboxMessages(List.of(one)))).get(0)).isSameAs(one);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no JSON", "{\"n\":1", "[{\"n\":1},2]", "17"})
    void whatCannotBeReadIsAMessageThatDoesNotVanish(String body) {
        assertThat(texts(body)).containsExactly(body);
    }

    @Test
    void noBodyIsAnEmptyMessage() {
        assertThat(texts(null)).containsExactly("");
    }

    @Test
    void oneThatCannotBeReadKeepsNoneOfTheOthers() {
        assertThat(texts(Arrays.asList(ONE, "{", TWO))).containsExactly(ONE, "{", TWO);
    }

    @Test
    void whatIsNoJsonAtAllIsRefusedByName() {
        assertThatThrownBy(() -> Messages.of(exchange(Map.of("n", 1))))
                .hasMessageContaining("rows:")
                .hasMessageContaining("java.util.ImmutableCollections$Map1")
                .hasMessageContaining("marshal it to JSON");
    }

    private static OutboxMessage message(String text) {
        return new OutboxMessage("", text.getBytes(UTF_8));
    }

    private static Exchange exchange(Object body) {
        var exchange = new DefaultExchange(CAMEL);
        exchange.getMessage().setBody(body);
        return exchange;
    }

    private static List<String> texts(Object body) {
        return Messages.of(exchange(body)).stream().map(message -> new String(message.body(), UTF_8)).toList();
    }
}
