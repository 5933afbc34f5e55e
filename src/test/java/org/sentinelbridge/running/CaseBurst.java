package org.sentinelbridge.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Many cases at once, each pushed as soon as it is made and again when it has changed. What must be of them in the end is what Kibana
 * holds: each case one incident with the newest title and severity, and each comment once, in order.
 */
final class CaseBurst implements AutoCloseable {

    private static final List<String> SEVERITIES = List.of("low", "medium", "high", "critical");
    private static final Map<String, String> IN_SENTINEL = Map.of("low", "Low", "medium", "Medium", "high", "High", "critical", "High");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Of a case: what its incident must be. */
    private record Wanted(String title, String severity, List<String> comments) {}

    private final KibanaUser kibana;
    private final ExecutorService people;
    private final Map<String, Wanted> wanted = new ConcurrentHashMap<>();
    private final Map<String, String> links = new ConcurrentHashMap<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final List<CompletableFuture<Void>> work = new ArrayList<>();

    CaseBurst(KibanaUser kibana, int people) {
        this.kibana = kibana;
        this.people = Executors.newFixedThreadPool(people);
    }

    /** Makes so many cases, and pushes each once. */
    void push(int cases) {
        for (var i = 0; i < cases; i++) {
            var number = i;
            work.add(CompletableFuture.runAsync(() -> pushUntilTaken(make("Case " + number, number, List.of())), people));
        }
    }

    /** Makes so many cases with a comment; each is pushed, gets another title and a second comment, and is pushed again. */
    void pushAndChange(int cases) {
        for (var i = 0; i < cases; i++) {
            var number = i;
            work.add(CompletableFuture.runAsync(() -> pushAndChangeOne(number), people));
        }
    }

    private void pushAndChangeOne(int number) {
        var id = make("Case " + number, number, List.of("first of " + number));
        pushUntilTaken(id);
        kibana.change(id, "title", "Case " + number + ", changed");
        kibana.comment(id, "second of " + number);
        var before = wanted.get(id);
        wanted.put(id, new Wanted("Case " + number + ", changed", before.severity(), List.of("first of " + number, "second of " + number)));
        pushUntilTaken(id);
    }

    private String make(String title, int number, List<String> comments) {
        var severity = SEVERITIES.get(number % SEVERITIES.size());
        var id = kibana.newCase(title, severity);
        comments.forEach(comment -> kibana.comment(id, comment));
        wanted.put(id, new Wanted(title, IN_SENTINEL.get(severity), comments));
        return id;
    }

    /** As a person does who is told that a push has failed. */
    private void pushUntilTaken(String id) {
        await().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(300)).until(() -> {
            var answer = kibana.push(id);
            var body = Caller.json(answer);
            if (answer.statusCode() != 200) {
                failures.add(answer.statusCode() + " " + body.path("message").asText());
                return false;
            }
            links.put(id, body.at("/external_service/external_id").asText());
            return true;
        });
    }

    /** Waits until all pushes have been answered. */
    void awaitPushes() {
        work.forEach(CompletableFuture::join);
    }

    /** What Kibana has shown of pushes that were not taken. */
    Queue<String> failures() {
        return failures;
    }

    /** What differs between Kibana and Sentinel, a line for each case. */
    List<String> differences(JsonNode incidents) {
        var byName = new ConcurrentHashMap<String, JsonNode>();
        incidents.forEach(incident -> byName.put(incident.path("name").asText(), incident));
        var differences = new ArrayList<String>();
        wanted.forEach((id, want) -> {
            var incident = byName.remove(links.getOrDefault(id, ""));
            if (incident == null) {
                differences.add(want.title() + " is no incident; linked as " + links.get(id));
                return;
            }
            var comments = new ArrayList<String>();
            incident.path("comments").forEach(comment -> comments.add(comment.at("/properties/message").asText().split("\n")[0]));
            var is = new Wanted(incident.at("/properties/title").asText(), incident.at("/properties/severity").asText(), comments);
            if (!is.equals(want)) {
                differences.add(is + " instead of " + want);
            }
        });
        byName.keySet().forEach(name -> differences.add("incident " + name + " is of no case"));
        return differences;
    }

    /** Every case is linked, and to an incident of its own. */
    void assertLinked() {
        assertThat(links.keySet()).isEqualTo(wanted.keySet());
        assertThat(links.values()).doesNotHaveDuplicates().doesNotContain("");
    }

    @Override
    public void close() {
        people.shutdownNow();
    }
}
