package org.sentinelbridge.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Runs, parked messages and the like, as a bridge shows them. */
final class Sample {

    private static final AtomicLong CLOCK = new AtomicLong();

    private Sample() {}

    static String run(String id, String outcome, String action, String caseId, String cause) {
        return """
                {"run_id":"%s","flow":"case-webhook","action":"%s","case_id":"%s",
                "incident_id":"6a8690d3-ed43-5b1e-8b22-311698a86df5","items":0,"outcome":"%s","status":%d,"started_at":"%s",
                "ms":312,"failed_step":"%s","cause":"%s","parked_ids":[],"steps":%s}"""
                .formatted(id, action, caseId, outcome, outcome.equals("delivered") ? 200 : 502, now(),
                        cause.isEmpty() ? "" : "write-incident-put", cause, cause.isEmpty() ? "[]" : steps());
    }

    private static String steps() {
        return """
                [{"step":"case-webhook-check-request","ms":2,"at_ms":0},{"step":"create-incident-incident-id","ms":1,"at_ms":2},
                {"step":"read-incident-get","ms":48,"at_ms":4},{"step":"write-incident-put","ms":258,"at_ms":53}]""";
    }

    static String alertRun(String id, int items) {
        return """
                {"run_id":"%s","flow":"alert-delivery","action":"","case_id":"","incident_id":"","items":%d,"outcome":"delivered",
                "status":0,"started_at":"%s","ms":87,"failed_step":"","cause":"","parked_ids":[],"steps":[]}"""
                .formatted(id, items, now());
    }

    /** A body may be given as JSON text; it is written into the message as a string. */
    static String parked(String id, String caseId, String cause, String body) {
        return """
                {"id":"%s","run_id":"run-%s","flow":"case-webhook","step":"write-incident-put","action":"create-incident",
                "case_id":"%s","incident_id":"6a8690d3-ed43-5b1e-8b22-311698a86df5","cause":"%s","attempts":5,
                "parked_at":"%s","bytes":%d,"encoding":"text","body":"%s","replays":[]}"""
                .formatted(id, id, caseId, cause, now(), body.length(), body.replace("\\", "\\\\").replace("\"", "\\\""));
    }

    /** Waiting cases; the first of them in trouble, if there is a text. */
    static String cases(int number, String trouble) {
        var soon = Instant.now().plusSeconds(240).toString();
        var lines = IntStream.rangeClosed(1, number).mapToObj(i -> {
            var isTrouble = i == 1 && !trouble.isEmpty();
            return """
                    {"case_id":"case-%d","incident_id":"6a8690d3-ed43-5b1e-8b22-%012d","state":%b,"comments":%d,"since":"%s",
                    "expected":"%s","trouble":"%s","trouble_since":"%s"}"""
                    .formatted(i, i, i != 2, i - 1, now(), isTrouble ? "" : soon, isTrouble ? trouble : "", isTrouble ? now() : "");
        });
        return """
                {"waiting":%d,"in_trouble":%d,"paused_by":"%s","paused_until":"%s","expected_end":"%s","cases":[%s]}"""
                .formatted(number, trouble.isEmpty() ? 0 : 1, number == 0 ? "" : "Azure answered 429", number == 0 ? "" : soon,
                        number == 0 ? "" : soon, lines.collect(Collectors.joining(",")));
    }

    /** A moment that is later than all before. */
    static String now() {
        return Instant.ofEpochMilli(CLOCK.updateAndGet(last -> Math.max(last + 1, System.currentTimeMillis()))).toString();
    }

    /** What connections.json holds, of now. */
    static String connections() {
        return resource("connections.json").replace("NOW", now());
    }

    static String setup() {
        return resource("setup.json");
    }

    private static String resource(String name) {
        try (var in = Sample.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
