package org.sentinelbridge.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bodies as large as application.properties allows, of every kind and several at a time, must not end the process, which has the
 * memory that bin/bridge gives it and ends when that is not enough.
 */
final class LargeBodyIT {

    private static final int LIMIT = 20 * 1024 * 1024;
    private static final int AT_ONCE = 4;
    private static final String MANAGEMENT_KEY = "the-key-of-those-who-operate-4711";

    @TempDir
    private Path home;

    @ParameterizedTest
    @ValueSource(strings = {"x", "1,"})
    void isAnswered(String filling) {
        var settings = Map.of("sandbox.port", String.valueOf(Project.freePort()));
        try (var bridge = RunningBridge.start(home, settings)) {
            var list = filling.equals("1,");
            var start = "{\"action\":\"nonsense\",\"more\":" + (list ? "[" : "\"");
            var end = list ? "1]}" : "\"}";
            var body = start + filling.repeat((LIMIT - start.length() - end.length()) / filling.length()) + end;
            assertThat(bridge.caller().post(body).statusCode()).isIn(400, 413);
            assertThat(bridge.program().isRunning()).isTrue();
        }
    }

    @Test
    void alertsWrappedTwiceAreTaken() {
        try (var bridge = RunningBridge.start(home, Map.of("sandbox.port", String.valueOf(Project.freePort())))) {
            var body = wrapped(wrapped(alerts(5_000)));
            var answer = bridge.caller().send(bridge.caller().to("/alerts").POST(BodyPublishers.ofString(body)));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
            assertThat(Caller.json(answer).path("accepted").asInt()).isEqualTo(5_000);
        }
    }

    @Test
    void severalAtATimeOfEveryKind() throws Exception {
        var garbage = garbage();
        var managementPort = String.valueOf(Project.freePort());
        var settings = Map.of("sandbox.port", String.valueOf(Project.freePort()), "management.port", managementPort, "management.key", MANAGEMENT_KEY);
        try (var bridge = RunningBridge.start(home, settings)) {
            for (var body : alertBodies(garbage).entrySet()) {
                checkAnswers(bridge, "/alerts", body.getKey(), body.getValue());
            }
            for (var body : caseBodies(garbage).entrySet()) {
                checkAnswers(bridge, "/cases", body.getKey(), body.getValue());
            }
            assertThat(Database.rows(home, "SELECT DISTINCT LENGTH(received) FROM parked WHERE encoding = 'base64'"))
                    .as("whole").containsExactly(List.of(String.valueOf(garbage.length)));

            var ids = Database.rows(home, "SELECT id FROM parked WHERE LENGTH(received) > 10000000").stream().map(row -> row.get(0)).limit(AT_ONCE).toList();
            assertThat(ids).hasSize(AT_ONCE);
            var parked = Database.rows(home, "SELECT id FROM parked WHERE encoding = 'base64'").get(0).get(0);
            var manager = new Caller("http://127.0.0.1:" + managementPort, MANAGEMENT_KEY);
            var written = "\"body\":\"" + Base64.getEncoder().encodeToString(garbage) + "\"";
            var shown = IntStream.range(0, AT_ONCE).mapToObj(i -> manager.sendLater(manager.to("/manage/parked/" + parked).GET())).toList();
            for (var answer : shown) {
                assertThat(answer.join().body().contains(written)).as("shown whole").isTrue();
            }
            var replays = ids.stream()
                    .map(id -> manager.sendLater(manager.to("/manage/parked/" + id + "/replay").header("X-Requested-With", "sentinel-bridge").POST(BodyPublishers.noBody())))
                    .toList();
            for (var answer : replays) {
                assertThat(answer.join().body()).contains("\"outcome\":\"parked\"");
            }
            assertThat(bridge.caller().post("{\"action\":\"get-incident\"}").statusCode()).as("it lives").isEqualTo(400);
        }
    }

    @Test
    void callersWhoDoNotWaitTakeNoMoreMemory() {
        try (var bridge = RunningBridge.start(home, Map.of("sandbox.port", String.valueOf(Project.freePort())))) {
            var alerts = text(alerts(5_000));
            var description = "x".repeat(950_000);
            var leaving = IntStream.range(0, AT_ONCE).mapToObj(caller -> CompletableFuture.runAsync(() -> {
                for (var i = 0; i < 20; i++) {
                    var incident = "{\"action\":\"create-incident\",\"case_id\":\"%d-%d\",\"case_title\":\"t\",\"case_description\":\"%s\"}"
                            .formatted(caller, i, description);
                    sendAndLeave(bridge, "/alerts", alerts);
                    sendAndLeave(bridge, "/cases", text(incident));
                }
            }, task -> new Thread(task).start())).toList();
            leaving.forEach(CompletableFuture::join);
            assertThat(bridge.caller().post("{\"action\":\"get-incident\"}").statusCode()).as("it lives").isEqualTo(400);
            assertThat(bridge.program().isRunning()).isTrue();
        }
    }

    private static Map<String, BodyPublisher> alertBodies(byte[] garbage) {
        var bodies = new LinkedHashMap<String, byte[]>();
        bodies.put("garbage", garbage);
        bodies.put("alerts", text("[" + alerts(5_000) + "]"));
        bodies.put("wrapped", text(wrapped(alerts(5_000))));
        bodies.put("wrapped twice", text(wrapped(wrapped(alerts(5_000)))));
        bodies.put("tiny ones", text("{\"a\":1},".repeat(LIMIT / 8)));
        bodies.put("one", text("{\"kibana.alert.uuid\":\"one\",\"m\":\"" + "ä".repeat(LIMIT / 2 - 100) + "\"}"));
        bodies.put("one of 8 MB", text("{\"kibana.alert.uuid\":\"one\",\"m\":\"" + "m".repeat(8_000_000) + "\"}"));
        bodies.put("an id", text("{\"kibana.alert.uuid\":\"" + "i".repeat(LIMIT - 100) + "\"}"));
        bodies.put("a text", text("\"" + "x".repeat(LIMIT - 2) + "\""));
        var all = both(bodies);
        all.put("gzip", BodyPublishers.ofByteArray(Gzip.of(bodies.get("alerts"))));
        all.put("gzip of garbage", BodyPublishers.ofByteArray(Gzip.of(new byte[LIMIT])));
        return all;
    }

    private static Map<String, BodyPublisher> caseBodies(byte[] garbage) {
        var start = "{\"action\":\"create-incident\",\"case_id\":\"c\",\"case_title\":\"t\",";
        var bodies = new LinkedHashMap<String, byte[]>();
        bodies.put("garbage", garbage);
        bodies.put("a description", text(start + "\"case_description\":\"" + "ä".repeat(LIMIT / 2 - 100) + "\"}"));
        bodies.put("a description of 4 MB", text(start + "\"case_description\":\"" + "x".repeat(3_900_000) + "\"}"));
        bodies.put("members", text(start + IntStream.range(0, 1_500_000).mapToObj(i -> "\"k" + i + "\":1").collect(Collectors.joining(",")) + "}"));
        return both(bodies);
    }

    /** With their length announced, and in pieces. */
    private static Map<String, BodyPublisher> both(Map<String, byte[]> bodies) {
        var all = new LinkedHashMap<String, BodyPublisher>();
        bodies.forEach((name, body) -> {
            all.put(name, BodyPublishers.ofByteArray(body));
            all.put(name + " in pieces", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));
        });
        return all;
    }

    private static void checkAnswers(RunningBridge bridge, String path, String name, BodyPublisher body) {
        var answers = IntStream.range(0, AT_ONCE)
                .mapToObj(i -> bridge.caller().sendLater(request(bridge, path, name).POST(body)))
                .toList();
        var told = answers.stream().map(LargeBodyIT::status).toList();
        assertThat(told).as(path + ": " + name).isSubsetOf("202", "400", "413", "429", "503", "cut off");
        assertThat(told).as(path + ": " + name).anyMatch(status -> List.of("202", "400", "413").contains(status));
        assertThat(bridge.program().isRunning()).as(path + ": " + name).isTrue();
    }

    private static HttpRequest.Builder request(RunningBridge bridge, String path, String name) {
        var request = bridge.caller().to(path);
        return name.startsWith("gzip") ? request.header("Content-Encoding", "gzip") : request;
    }

    /** A server that has answered before the body was whole may cut the rest off. */
    private static String status(CompletableFuture<java.net.http.HttpResponse<String>> answer) {
        try {
            return String.valueOf(answer.join().statusCode());
        } catch (CompletionException e) {
            return "cut off";
        }
    }

    /** Waits for no answer longer than 20 ms. */
    private static void sendAndLeave(RunningBridge bridge, String path, byte[] body) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), bridge.port())) {
            socket.setSoTimeout(20);
            var out = socket.getOutputStream();
            out.write(text("POST " + path + " HTTP/1.1\r\nHost: bridge\r\nX-Api-Key: " + RunningBridge.KEY + "\r\nContent-Length: " + body.length + "\r\n\r\n"));
            out.write(body);
            socket.getInputStream().read();
        } catch (IOException e) {
            // refused, cut off, or not waited for
        }
    }

    private static byte[] garbage() {
        var garbage = new byte[LIMIT];
        new Random(7).nextBytes(garbage);
        garbage[0] = (byte) 0xFF;
        return garbage;
    }

    private static String alerts(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"kibana.alert.uuid\":\"u" + i + "\",\"m\":\"" + "x".repeat(3_200) + "\"}")
                .collect(Collectors.joining(","));
    }

    private static String wrapped(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
