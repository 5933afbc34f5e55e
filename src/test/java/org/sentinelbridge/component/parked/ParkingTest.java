package org.sentinelbridge.component.parked;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sentinelbridge.base.retry.Deadline;
import org.sentinelbridge.base.store.Database;

/** A caller whose request is parked gets its answer, whatever the store does. */
class ParkingTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void aNulInWhatTheCallerSaidIsNoObstacle(Database database) throws Exception {
        try (var store = Database.open(database.make(folder)); var camel = new DefaultCamelContext()) {
            var exchange = new DefaultExchange(camel);
            exchange.setVariable("request", "{\"case_id\":\"a\\u0000b\"}".getBytes(StandardCharsets.UTF_8));
            exchange.setVariable("case_id", "a\0b");
            exchange.setVariable("part", "case");
            exchange.setVariable("refusal", "no \0 here");

            new Parking(store).process(exchange);
            new Parking(store).process(exchange);

            var parked = store.jdbi().withHandle(handle -> ParkedMessages.byId(handle, exchange.getVariable("parked", String.class)));
            assertThat(parked).hasValueSatisfying(message -> {
                assertThat(message.caseId()).isEqualTo("a?b");
                assertThat(message.cause()).isEqualTo("no ? here");
                assertThat(message.body().bytes()).isEqualTo(exchange.getVariable("request", byte[].class));
                assertThat(message.attempts()).isZero();
            });
            long count = store.jdbi().withHandle(handle -> handle.createQuery("SELECT count(*) FROM parked").mapTo(long.class).one());
            assertThat(count).as("of a case one message").isEqualTo(1);
        }
    }

    @Test
    @Timeout(30)
    void itDoesNotWaitForGoodForAStoreThatSaysNothing() throws Exception {
        try (var store = Database.open(Database.SQLITE.make(folder)); var camel = new DefaultCamelContext()) {
            var goOn = new CountDownLatch(1);
            store.writes().submit(handle -> {
                goOn.await();
                return "says nothing until then";
            });
            var exchange = new DefaultExchange(camel);
            exchange.setVariable("request", "broken".getBytes(StandardCharsets.UTF_8));
            Deadline.set(exchange, Duration.ofMillis(1));

            new Parking(store).process(exchange);
            assertThat(exchange.getVariable("parked", String.class)).as("not kept").isEqualTo("");
            goOn.countDown();

            new Parking(store).process(exchange);
            assertThat(exchange.getVariable("parked", String.class)).as("time is up, but the store is well").isNotEmpty();
            var kept = store.jdbi().withHandle(handle -> handle.createQuery("SELECT id FROM parked").mapTo(String.class).list());
            assertThat(kept).as("what was given up is not kept later").containsExactly(exchange.getVariable("parked", String.class));
        }
    }
}
