package org.sentinelbridge.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sentinelbridge.component.parked.ParkedMessage;
import org.sentinelbridge.component.parked.ParkedMessages;

/** The policy of deliveries that nobody waits for, as error-policy.camel.yaml has it, at a route that fails on demand. */
class DeliveryPolicyTest {

    private static final byte[] REQUEST = "{\"some\": \"alert\"}".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private final AtomicInteger failuresLeft = new AtomicInteger();
    private final AtomicInteger attempts = new AtomicInteger();
    private final Main main = new Main();

    @BeforeEach
    void start() throws Exception {
        main.setDefaultPropertyPlaceholderLocation("file:application.properties");
        Map.of(
                        "sandbox.port", "0",
                        "sandbox.amqp-port", "0",
                        "webhook.port", String.valueOf(FreePort.find()),
                        "management.port", "0",
                        "webhook.key", "delivery-policy-test-key",
                        "store.url", "jdbc:sqlite:" + folder.resolve("bridge.db"),
                        "delivery.max-redeliveries", "3",
                        "delivery.redelivery-delay", "1")
                .forEach(main::addOverrideProperty);
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:deliver").routeId("deliver").routeConfigurationId("park-failed-deliveries")
                        .setVariable("request").body()
                        .setVariable("flow").constant("alert-delivery")
                        .process(exchange -> {
                            attempts.incrementAndGet();
                            if (failuresLeft.getAndDecrement() > 0) {
                                throw new IOException("the other side is away");
                            }
                        }).id("fail-on-demand");
            }
        });
        main.start();
    }

    @AfterEach
    void stop() {
        main.stop();
    }

    @Test
    void whatHealsIsDeliveredAndNotParked() {
        failuresLeft.set(3);

        deliver();

        assertThat(attempts).hasValue(4);
        assertThat(parked()).isEmpty();
    }

    @Test
    void whatDoesNotHealIsParkedOnceWithItsCause() {
        failuresLeft.set(Integer.MAX_VALUE);

        deliver();

        assertThat(attempts).hasValue(4);
        assertThat(parked()).singleElement().satisfies(message -> {
            assertThat(message.flow()).isEqualTo("alert-delivery");
            assertThat(message.step()).isEqualTo("fail-on-demand");
            assertThat(message.cause()).isEqualTo("the other side is away");
            assertThat(message.attempts()).isEqualTo(4);
            assertThat(message.body().bytes()).isEqualTo(REQUEST);
        });
    }

    private void deliver() {
        main.getCamelContext().createProducerTemplate().sendBody("direct:deliver", REQUEST);
    }

    private List<ParkedMessage> parked() {
        return new ParkedMessages(Jdbi.create("jdbc:sqlite:" + folder.resolve("bridge.db"))).all();
    }
}
