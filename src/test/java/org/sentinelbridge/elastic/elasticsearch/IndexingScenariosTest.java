package org.sentinelbridge.elastic.elasticsearch;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.health.HealthCheck;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.sentinelbridge.component.parked.ParkedMessage;
import org.sentinelbridge.component.records.SourceRecord;
import org.sentinelbridge.golden.Golden;

/** Each folder of src/test/indexing is a test. With {@code -Dscenarios=throttled} only those whose names begin so. */
final class IndexingScenariosTest {

    private static final Path SCENARIOS = Path.of("src", "test", "indexing");
    private static final String WANTED = System.getProperty("scenarios", "");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration DONE = Duration.ofSeconds(60);

    private static RunningBridge bridge;

    @BeforeAll
    static void start() throws IOException {
        bridge = new RunningBridge(Map.of("elasticsearch.request-size", "64KB"));
    }

    @AfterAll
    static void stop() {
        bridge.close();
    }

    @TestFactory
    Stream<DynamicTest> scenarios() throws IOException {
        return Files.list(SCENARIOS)
                .filter(Files::isDirectory)
                .filter(folder -> folder.getFileName().toString().startsWith(WANTED))
                .sorted()
                .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), folder.toUri(), () -> play(folder)));
    }

    private static void play(Path folder) throws IOException {
        bridge.call("POST", "/_sandbox/reset", "");
        bridge.forgetParked();
        perform(folder.resolve("given.json"));
        var golden = new Golden(folder.resolve("then"));
        var batch = CompletableFuture.supplyAsync(() -> bridge.index(records(folder.resolve("records.json"))));
        if (Files.exists(folder.resolve("meanwhile.json"))) {
            await().atMost(DONE).until(() -> bridge.health().getState() == HealthCheck.State.DOWN);
            golden.check("problem.json", JSON.createObjectNode().put("problem", bridge.health().getMessage().orElse("")));
            perform(folder.resolve("meanwhile.json"));
        }
        await().atMost(DONE).until(batch::isDone);
        golden.check("outcome.json", outcome(batch.join()));
        golden.check("elasticsearch.json", held());
        var parked = JSON.createArrayNode();
        bridge.parked().stream().sorted(Comparator.comparing(message -> message.body().toString())).forEach(message -> parked.addObject()
                .put("flow", message.flow())
                .put("step", message.step())
                .put("cause", message.cause())
                .put("body", message.body().toString()));
        golden.checkUnlessEmpty("parked.json", parked);
        golden.check("health.json", JSON.createObjectNode().put("state", bridge.health().getState().name()));
        golden.finish();
    }

    private static JsonNode outcome(Exchange exchange) {
        var outcome = JSON.createObjectNode();
        if (exchange.getException() != null) {
            return outcome.put("failed", exchange.getException().getMessage());
        }
        var shipment = exchange.getVariable("shipment", Shipment.class);
        return outcome.put("documents", shipment.documents())
                .put("created", shipment.created())
                .put("existing", shipment.existing())
                .put("parked", shipment.parkedDocuments());
    }

    private static JsonNode held() {
        var state = bridge.state();
        var held = JSON.createObjectNode();
        held.set("documents", state.path("documents"));
        held.set("bulk_answers", state.path("bulk_answers"));
        return held;
    }

    private static void perform(Path calls) throws IOException {
        if (Files.exists(calls)) {
            for (var fault : JSON.readTree(calls.toFile())) {
                bridge.fault(fault.toString());
            }
        }
    }

    /** {@code {"stream":"EVENT", "times":500, "json":{...}}}; in the text of the record {@code {{n}}} is its number, from 1. */
    private static List<SourceRecord> records(Path file) {
        try {
            var records = new ArrayList<SourceRecord>();
            for (var given : JSON.readTree(file.toFile())) {
                for (var n = 1; n <= given.path("times").asInt(1); n++) {
                    var text = given.path("json").toString().replace("{{n}}", String.valueOf(n));
                    records.add(SourceRecord.of(
                            SourceRecord.Stream.valueOf(given.path("stream").asText("EVENT")),
                            text.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                            Map.of()));
                }
            }
            return records;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
