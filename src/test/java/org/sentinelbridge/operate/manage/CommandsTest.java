package org.sentinelbridge.operate.manage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sentinelbridge.component.parked.ParkedMessage;
import org.sentinelbridge.component.parked.Received;
import org.sentinelbridge.operate.cli.BridgeCommand;

/** {@code bridge parked} and {@code bridge runs}, against a running bridge. */
class CommandsTest {

    private static final String RECORD = "{\"TimeGenerated\": \"2026-01-02T03:04:05Z\", \"Type\": \"SigninLogs\", \"UserPrincipalName\": \"ä@corp.example\"}";

    @TempDir
    static Path folder;

    private static ManagedBridge bridge;
    private static Path keyFile;

    @BeforeAll
    static void start() throws IOException {
        bridge = new ManagedBridge(folder, Map.of());
        keyFile = Files.writeString(folder.resolve("key"), ManagedBridge.KEY + "\n");
    }

    @AfterAll
    static void stop() {
        bridge.close();
    }

    @Test
    void parkedMessagesAreListedShownReplayedAndDiscarded() throws IOException {
        park("m-1", "sentinel-events", RECORD, "a cause with an escape \u001b[31m and a\nline");
        park("m-2", "no-such-flow", "{}", "nobody replays it");

        var list = run("parked", "list");
        assertThat(list.code).isZero();
        assertThat(list.out.lines().skip(1)).anySatisfy(line -> assertThat(line).contains("m-1", "sentinel-events", "?[31m and a line"))
                .last().isEqualTo("2 of 2");
        assertThat(list.out).doesNotContain("\u001b");
        assertThat(ManagedBridge.json(run("parked", "list", "--flow=no-such-flow", "--json").out).path("total").asInt()).isEqualTo(1);

        assertThat(run("parked", "show", "m-1").out).contains("sentinel-events", "ä@corp.example");
        assertThat(run("parked", "show", "m-1", "--body").out).isEqualTo(RECORD);
        assertThat(ManagedBridge.json(run("parked", "show", "m-1", "--json").out).path("body").asText()).isEqualTo(RECORD);
        park("m-3", "no-such-flow", "x".repeat(2_000_000), "it is large");
        assertThat(run("parked", "show", "m-3").out).contains("it is large", "too large", "--body").hasSizeLessThan(1_000);
        assertThat(run("parked", "show", "m-3", "--body").out).hasSize(2_000_000);
        assertThat(run("parked", "discard", "m-3", "--reason=it was large").code).isZero();
        var unknown = run("parked", "show", "m-9");
        assertThat(unknown.code).isEqualTo(1);
        assertThat(unknown.err).contains("No parked message");

        assertThat(run("parked", "replay").code).as("without saying which").isEqualTo(2);
        var edited = Files.writeString(folder.resolve("edited.json"), RECORD.replace("ä", "edited"));
        var one = run("parked", "replay", "m-1", "--body=" + edited);
        assertThat(one.code).as(one.err + one.out).isZero();
        assertThat(one.out).contains("m-1", "delivered");
        assertThat(bridge.sandbox("GET", "/elasticsearch/logs-*/_search?size=100", "").toString()).contains("edited@corp.example");

        var all = run("parked", "replay", "--all");
        assertThat(all.code).as("one is still parked").isEqualTo(1);
        assertThat(all.out).contains("m-2", "parked", "1 done: 0 delivered, 0 queued, 1 still parked, 0 superseded, 0 not tried");

        assertThat(run("parked", "discard", "m-2").code).as("without a reason").isEqualTo(2);
        var discard = run("parked", "discard", "m-2", "--reason=a drill");
        assertThat(discard.code).isZero();
        assertThat(discard.out).contains("1 discarded");
        assertThat(run("parked", "discard", "m-2", "--reason=a drill").code).as("a second time").isEqualTo(1);
    }

    @Test
    void whatIsSupersededNeedsNobody() {
        bridge.sql("INSERT INTO superseded (id, by_run, superseded_at) VALUES ('m-old', 'RUN-NEWER', 1)");

        var one = run("parked", "replay", "m-old");
        assertThat(one.code).isEqualTo(1);
        assertThat(one.err).contains("superseded by run RUN-NEWER; nothing to do");
        assertThat(run("parked", "show", "m-old").err).contains("superseded by run RUN-NEWER");
        var many = run("parked", "replay", "m-old", "m-none");
        assertThat(many.code).as("nothing is left to be done").isZero();
        assertThat(many.out).contains("superseded by run RUN-NEWER; nothing to do", "0 still parked, 1 superseded");
        var discard = run("parked", "discard", "m-old", "--reason=a drill");
        assertThat(discard.code).isEqualTo(1);
        assertThat(discard.out).contains("0 discarded", "m-old superseded by run RUN-NEWER; nothing to do");
    }

    @Test
    void runsAreListedAndShown() {
        bridge.post("/manage/parked/discard", "{\"reason\": \"nothing\"}");
        park("m-3", "no-such-flow", "{}", "of a run");
        run("parked", "discard", "m-3", "--reason=found by its reason");

        var found = await().atMost(Duration.ofSeconds(10)).until(
                () -> run("runs", "--text=found by its reason", "--json"), result -> !ManagedBridge.json(result.out).path("runs").isEmpty());
        var id = ManagedBridge.json(found.out).path("runs").get(0).path("run_id").asText();
        assertThat(run("runs", "--flow=no-such-flow").out).contains("discard", id, "found by its reason");
        assertThat(run("runs", id).out).contains("run_id", id, "parked_ids", "m-3");
        assertThat(run("runs", "--outcome=lost").err).contains("delivered, queued, parked, superseded, refused, failed");
        assertThat(run("runs", "no-such-run").code).isEqualTo(1);
    }

    @Test
    void withoutABridgeOrAKeyItSaysWhatToDo() throws IOException {
        var none = run(List.of("--url=http://127.0.0.1:1", "--key-file=" + keyFile), "parked", "list");
        assertThat(none.code).isEqualTo(2);
        assertThat(none.err).contains("No bridge answers at http://127.0.0.1:1", "Is it running?");
        var wrong = Files.writeString(folder.resolve("wrong"), "wrong");
        var refused = run(List.of("--url=" + bridge.url(), "--key-file=" + wrong), "runs");
        assertThat(refused.code).isEqualTo(2);
        assertThat(refused.err).contains("management.key");
        assertThat(run(List.of("--url=" + bridge.url(), "--key-file=" + folder.resolve("none")), "runs").code).isEqualTo(2);
    }

    private static void park(String id, String flow, String body, String cause) {
        bridge.park(new ParkedMessage(id, "run-1", flow, "step", "", "", "", cause, 1, Instant.now(), Received.of(body), "text", "", "[]"));
    }

    private static Result run(String... arguments) {
        return run(List.of("--url=" + bridge.url(), "--key-file=" + keyFile), arguments);
    }

    static synchronized Result run(List<String> options, String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(options);
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var realOut = System.out;
        var realErr = System.err;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        try {
            var code = BridgeCommand.execute(all.toArray(String[]::new));
            return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(realOut);
            System.setErr(realErr);
        }
    }

    record Result(int code, String out, String err) {}
}
