package org.sentinelbridge.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.TreeMap;

/** The stand-in for Sentinel, looked at and disturbed over HTTP. */
final class StandIn {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> WRITABLE = List.of(
            "title", "description", "severity", "status", "classification", "classificationReason",
            "classificationComment", "firstActivityTimeUtc", "lastActivityTimeUtc");

    private final HttpClient http;
    private final String url;

    StandIn(HttpClient http, String url) {
        this.http = http;
        this.url = url;
    }

    void reset() throws IOException, InterruptedException {
        control("POST", "/_sandbox/reset", "");
    }

    /** One step of a scenario: a list of calls such as {@code {"method":"POST","path":"/_sandbox/faults","body":{}}}. */
    void perform(String calls) throws IOException, InterruptedException {
        for (var call : JSON.readTree(calls)) {
            control(call.path("method").asText(), call.path("path").asText(), call.path("body").toString());
        }
    }

    JsonNode state() throws IOException, InterruptedException {
        return control("GET", "/_sandbox/state", "");
    }

    /** What clients can write of each incident, and its comments; what is empty is left out. */
    static ArrayNode incidents(JsonNode state) {
        var incidents = JSON.createArrayNode();
        for (var held : state.path("sentinel").path("incidents")) {
            var properties = held.path("properties");
            var incident = incidents.addObject();
            incident.set("name", held.path("name"));
            WRITABLE.stream().filter(properties::hasNonNull).forEach(name -> incident.set(name, properties.get(name)));
            var labels = incident.putArray("labels");
            properties.path("labels").forEach(label -> labels.add(label.path("labelName")));
            var owner = JSON.createObjectNode();
            properties.path("owner").properties().stream()
                    .filter(member -> !member.getValue().isNull())
                    .forEach(member -> owner.set(member.getKey(), member.getValue()));
            if (!owner.isEmpty()) {
                incident.set("owner", owner);
            }
            var comments = incident.putArray("comments");
            for (var comment : held.path("comments")) {
                comments.addObject()
                        .put("name", comment.path("name").asText())
                        .put("author", comment.path("properties").path("author").path("name").asText())
                        .put("message", comment.path("properties").path("message").asText());
            }
        }
        return incidents;
    }

    /** How often each operation was called between two states, calls for tokens included. */
    static ObjectNode calls(JsonNode before, JsonNode after) {
        var calls = JSON.createObjectNode();
        var earlier = before.path("sentinel").path("counts");
        for (var count : after.path("sentinel").path("counts").properties()) {
            put(calls, count.getKey(), count.getValue().asInt() - earlier.path(count.getKey()).asInt());
        }
        put(calls, "tokens", after.at("/entra/token_requests").asInt() - before.at("/entra/token_requests").asInt());
        return calls;
    }

    /** How often each status was answered to those who brought rows, between two states. */
    static ObjectNode ingestionAnswers(JsonNode before, JsonNode after) {
        var answers = JSON.createObjectNode();
        for (var count : after.at("/log_analytics/answers").properties()) {
            put(answers, count.getKey(), count.getValue().asInt() - before.at("/log_analytics/answers").path(count.getKey()).asInt());
        }
        return answers;
    }

    /** The rows in which a text stands, in the order of their alerts, without the alerts themselves. */
    static ArrayNode rows(JsonNode state, String run) {
        var rows = new TreeMap<String, ObjectNode>();
        for (var row : state.at("/log_analytics/tables/ElasticSecurityAlerts_CL/newest")) {
            if (row.toString().contains(run)) {
                var shown = (ObjectNode) row.deepCopy();
                shown.remove(List.of("Alert", "TimeGenerated"));
                rows.put(shown.path("AlertUuid").asText() + rows.size(), shown);
            }
        }
        return JSON.createArrayNode().addAll(rows.values());
    }

    private static void put(ObjectNode calls, String name, int count) {
        if (count > 0) {
            calls.put(name, count);
        }
    }

    private JsonNode control(String method, String path, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url + path)).method(method, BodyPublishers.ofString(body)).build();
        var answer = http.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as("%s %s answered %s", method, path, answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }
}
