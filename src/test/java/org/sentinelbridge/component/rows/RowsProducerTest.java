package org.sentinelbridge.component.rows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sentinelbridge.base.health.Trouble;
import org.sentinelbridge.base.runs.Outcome;
import org.sentinelbridge.base.runs.Run;
import org.sentinelbridge.base.runs.RunRecorder;
import org.sentinelbridge.base.store.Database;
import org.sentinelbridge.base.store.Store;
import org.sentinelbridge.component.mapping.Mappings;
import org.sentinelbridge.component.outbox.Deliveries;
import org.sentinelbridge.component.outbox.Limits;
import org.sentinelbridge.component.outbox.OutboxMessage;
import org.sentinelbridge.component.outbox.Outboxes;

/** What rows: does with the messages of an outbox that are dropped, or are for another stream. */
final class RowsProducerTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Queue<String> sent = new ConcurrentLinkedQueue<>();
    private final Queue<Run> runs = new ConcurrentLinkedQueue<>();
    private volatile String failing = "";
    private Store store;
    private Outboxes outboxes;

    @BeforeEach
    void start() throws Exception {
        Files.writeString(folder.resolve("m.jslt"), """
                if (.alert.drop) null else if (.alert.to) {"@stream": .alert.to, "n": .alert.n} else {"n": .alert.n}
                """);
        store = Database.open("jdbc:sqlite:" + folder.resolve("bridge.db"));
        outboxes = new Outboxes(store, new Limits(1_000_000, 1_000_000_000, Duration.ofDays(1)), Duration.ofMinutes(10));
        camel.getRegistry().bind("outboxes", outboxes);
        camel.getRegistry().bind("mappings", new Mappings(folder, new JsonMapper().createObjectNode()));
        camel.getRegistry().bind("meters", meters);
        camel.getRegistry().bind("deliveries", new Deliveries());
        camel.addRoutePolicyFactory(new RunRecorder(runs::add));
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("outbox:test?batchWait=10ms&poll=20ms&firstDelay=20ms&mostDelay=100ms").routeId("delivery")
                        .to("rows:m?as=alert&stream=usual")
                        .split(simple("${body.parts(1000000)}")).stopOnException()
                        .process(RowsProducerTest.this::send);
            }
        });
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
        outboxes.close();
        store.close();
    }

    private void send(Exchange exchange) {
        var rows = exchange.getMessage().getBody(Rows.class);
        if (rows.stream().equals(failing)) {
            throw new IllegalStateException(failing + " takes nothing");
        }
        sent.add(rows.stream() + " " + new String(rows.json(), UTF_8));
    }

    @Test
    void whatIsDroppedIsSettledAndCounted() {
        add("{\"n\":1}", "{\"drop\":true}", "{\"n\":2}");
        await().atMost(SOON).until(() -> left() == 0);
        assertThat(sent).containsExactly("usual [{\"n\":1},{\"n\":2}]");
        assertThat(meters.get("bridge_rows_dropped").tag("mapping", "m").counter().count()).isEqualTo(1);
    }

    @Test
    void aBatchOfWhichAllIsDroppedSendsNothing() {
        add("{\"drop\":true}", "{\"drop\":true}");
        await().atMost(SOON).until(() -> left() == 0);
        assertThat(sent).isEmpty();
    }

    @Test
    void aStreamThatTakesNothingHoldsUpNoOther() {
        failing = "critical";
        IntStream.range(0, 5).forEach(i -> add("{\"n\":%d}".formatted(i), "{\"n\":%d,\"to\":\"critical\"}".formatted(100 + i)));
        await().atMost(SOON).until(() -> String.join("", sent).contains("\"n\":4}"));
        assertThat(sent).allMatch(request -> request.startsWith("usual "));
        assertThat(String.join("", sent)).contains("0", "1", "2", "3");
        assertThat(backlog()).isEqualTo(Map.of("critical", 5L));
        add("{\"n\":5}");
        await().atMost(SOON).until(() -> String.join("", sent).contains("\"n\":5}"));

        failing = "";
        await().atMost(SOON).until(() -> left() == 0);
        var critical = String.join("", sent.stream().filter(request -> request.startsWith("critical ")).toList());
        assertThat(critical).containsSubsequence("100", "101", "102", "103", "104");
        IntStream.range(100, 105).forEach(n -> assertThat(critical).containsOnlyOnce("\"n\":" + n + "}"));
        assertThat(outboxes.get("test").backlog().messages()).isZero();
    }

    /** However much of it lies before the others, and whether or not a delivery holds some of both. */
    @Test
    void theUsualStreamThatTakesNothingHoldsUpNoOther() {
        failing = "usual";
        IntStream.range(0, 3).forEach(i -> add(IntStream.range(i * 1_000, i * 1_000 + 1_000).mapToObj("{\"n\":%d}"::formatted).toArray(String[]::new)));
        add("{\"n\":3000}", "{\"n\":9000,\"to\":\"critical\"}");
        await().atMost(SOON).until(() -> sent.contains("critical [{\"n\":9000}]"));
        add("{\"n\":9001,\"to\":\"critical\"}");
        await().atMost(SOON).until(() -> sent.contains("critical [{\"n\":9001}]"));
        assertThat(sent).hasSize(2);
        await().atMost(SOON).until(() -> backlog().equals(Map.of("usual", 3_001L)));
        assertThat(outboxes.get("test").wellbeing().trouble().map(Trouble::text)).hasValue("IllegalStateException: usual takes nothing");

        failing = "";
        await().atMost(SOON).until(() -> left() == 0);
        IntStream.range(0, 3_001).forEach(n -> assertThat(String.join("", sent)).containsOnlyOnce("{\"n\":" + n + "}"));
        await().atMost(SOON).until(() -> outboxes.get("test").wellbeing().trouble().isEmpty());
    }

    /** Health would else not tell of it, or of nothing but the last moment. */
    @Test
    void aStreamThatTakesNothingIsTroubleHoweverWellOthersGo() {
        failing = "critical";
        add("{\"n\":1,\"to\":\"critical\"}");
        await().atMost(SOON).until(() -> outboxes.get("test").wellbeing().trouble().isPresent());
        var since = outboxes.get("test").wellbeing().trouble().map(Trouble::since);
        IntStream.range(2, 12).forEach(n -> {
            add("{\"n\":%d}".formatted(n));
            await().atMost(SOON).until(() -> String.join("", sent).contains("\"n\":" + n + "}"));
            assertThat(outboxes.get("test").wellbeing().trouble().map(Trouble::since)).isEqualTo(since);
        });
    }

    @Test
    void theRecordOfTheRunSaysWhatWasDropped() {
        add("{\"n\":1}", "{\"drop\":true}", "{\"n\":2}");
        await().atMost(SOON).until(() -> !runs.isEmpty());
        assertThat(runs).first().extracting(Run::outcome, Run::items, Run::cause)
                .containsExactly(Outcome.DELIVERED, 3, "1 of 3 dropped: the mapping answers null");
    }

    @Test
    void whatNamesTheUsualStreamGoesWithTheOthers() {
        add("{\"n\":1}", "{\"n\":2,\"to\":\"usual\"}");
        await().atMost(SOON).until(() -> left() == 0);
        assertThat(sent).containsExactly("usual [{\"n\":1},{\"n\":2}]");
    }

    private void add(String... bodies) {
        var messages = List.of(bodies).stream().map(body -> new OutboxMessage("", body.getBytes(UTF_8))).toList();
        camel.createProducerTemplate().sendBody("outbox:test", messages);
    }

    private long left() {
        return backlog().values().stream().mapToLong(Long::longValue).sum();
    }

    private Map<String, Long> backlog() {
        return store.jdbi().withHandle(handle -> handle
                .createQuery("SELECT message_key, sum(messages) AS messages FROM outbox GROUP BY message_key")
                .reduceRows(new TreeMap<String, Long>(), (counts, row) -> {
                    counts.put(row.getColumn("message_key", String.class), row.getColumn("messages", Long.class));
                    return counts;
                }));
    }
}
