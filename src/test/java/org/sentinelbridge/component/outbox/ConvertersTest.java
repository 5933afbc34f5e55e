package org.sentinelbridge.component.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sentinelbridge.base.store.Database;

/** What messages are to components that know nothing of an outbox. */
final class ConvertersTest {

    private static final byte[] RECEIVED = "[{ \"a\":1 },\n{\"b\":\"é\"}]".getBytes(UTF_8);
    private static final OutboxMessage FIRST = new OutboxMessage("1", RECEIVED, 1, 9);
    private static final OutboxMessage SECOND = new OutboxMessage("", RECEIVED, 12, 10);

    @TempDir
    private Path folder;

    static Stream<List<Object>> bodies() {
        return Stream.of(
                List.of(FIRST, "{ \"a\":1 }"),
                List.of(SECOND, "{\"b\":\"é\"}"),
                List.of(new OutboxMessages(List.of(FIRST, SECOND)), "[{ \"a\":1 },{\"b\":\"é\"}]"),
                List.of(new OutboxMessages(List.of(FIRST)), "[{ \"a\":1 }]"),
                List.of(new OutboxMessages(List.of()), "[]"));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void everyContextConvertsThemLosslessly(List<Object> bodyAndText) throws Exception {
        try (var camel = new DefaultCamelContext()) {
            camel.start();
            var body = bodyAndText.get(0);
            var text = bodyAndText.get(1);
            var converter = camel.getTypeConverter();
            assertThat(converter.mandatoryConvertTo(String.class, body)).isEqualTo(text);
            assertThat(new String(converter.mandatoryConvertTo(byte[].class, body), UTF_8)).isEqualTo(text);
            assertThat(new String(converter.mandatoryConvertTo(InputStream.class, body).readAllBytes(), UTF_8)).isEqualTo(text);
        }
    }

    @Test
    void otherListsAreConvertedAsBefore() throws Exception {
        try (var camel = new DefaultCamelContext()) {
            camel.start();
            assertThat(camel.getTypeConverter().tryConvertTo(InputStream.class, List.of(FIRST))).isNull();
            assertThat(camel.getTypeConverter().convertTo(String.class, List.of("a", "b"))).isEqualTo("[a, b]");
        }
    }

    @Test
    void theListCannotBeChangedAndItsTextForLogsHoldsNoMessage() {
        var source = new ArrayList<>(List.of(FIRST));
        var messages = new OutboxMessages(source);
        source.add(SECOND);
        assertThat(messages).containsExactly(FIRST).hasToString("1 messages");
        assertThatThrownBy(messages::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aCopyOfADeliveryIsWrittenToAFile() throws Exception {
        try (var node = new Node(Database.SQLITE.make(folder))) {
            node.send(new OutboxMessages(List.of(FIRST, SECOND)));
            node.camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("outbox:test" + Node.QUICK).wireTap("file:" + folder.resolve("copies") + "?fileName=all.json")
                            .split(body()).to("file:" + folder.resolve("copies") + "?fileName=${exchangeProperty.CamelSplitIndex}.json");
                }
            });
            await().until(() -> node.outbox().backlog().messages() == 0);
            await().untilAsserted(() -> assertThat(folder.resolve("copies/all.json")).hasContent("[{ \"a\":1 },{\"b\":\"é\"}]"));
            assertThat(Files.readString(folder.resolve("copies/0.json"))).isEqualTo("{ \"a\":1 }");
            assertThat(Files.readString(folder.resolve("copies/1.json"))).isEqualTo("{\"b\":\"é\"}");
        }
    }

    @Test
    void outsideAnOutboxNothingIsSettledAndNothingStopped() throws Exception {
        var settled = new ConcurrentLinkedQueue<String>();
        try (var node = new Node(Database.SQLITE.make(folder))) {
            node.camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:another-consumer")
                            .to("bean:deliveries?method=goOn(${exchange})")
                            .to("bean:deliveries?method=settle(${exchange}, ${body})")
                            .process(exchange -> settled.add("went on"));
                }
            });
            var answer = node.camel.createProducerTemplate().send("direct:another-consumer",
                    exchange -> exchange.getMessage().setBody(new OutboxMessages(List.of(FIRST))));
            assertThat(answer.getException()).isNull();
            assertThat(settled).hasSize(1);
        }
    }
}
