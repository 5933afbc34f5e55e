package org.sentinelbridge.running;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Calls a bridge, as Kibana would, and keeps every answer's body. */
final class Caller {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final String url;
    private final String key;
    private final List<String> bodies = new CopyOnWriteArrayList<>();

    Caller(String url, String key) {
        this(HttpClient.newBuilder(), url, key);
    }

    Caller(HttpClient.Builder http, String url, String key) {
        this.http = http.version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5)).build();
        this.url = url;
        this.key = key;
    }

    /** Without a slash at its end. */
    String url() {
        return url;
    }

    /** A request with the key. */
    HttpRequest.Builder to(String path) {
        return toWithoutKey(path).header("X-Api-Key", key);
    }

    HttpRequest.Builder toWithoutKey(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(30));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return trySend(request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HttpResponse<String> trySend(HttpRequest.Builder request) throws IOException {
        try {
            var answer = http.send(request.build(), BodyHandlers.ofString());
            bodies.add(answer.body());
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    CompletableFuture<HttpResponse<String>> sendLater(HttpRequest.Builder request) {
        return http.sendAsync(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(String body) {
        return send(posting(body));
    }

    HttpRequest.Builder posting(String body) {
        return to("/cases").header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
    }

    HttpResponse<String> read(String incident) {
        return send(to("/cases?sentinel_incident_id=" + incident).GET());
    }

    /** The bodies of all answers so far. */
    String answers() {
        return String.join("\n", bodies);
    }

    static JsonNode json(HttpResponse<String> answer) {
        return json(answer.body());
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError("no JSON: " + text, e);
        }
    }

    /** A case as Kibana pushes it for the first time. */
    static String create(String caseId) {
        return create(caseId, "high");
    }

    static String create(String caseId, String severity) {
        return """
                {"action":"create-incident","case_id":"%s","case_title":"A case","case_severity":"%s","case_status":"open",
                "case_description":"Something happened","case_tags":["test"],"elastic_url_base":"/app/security/cases/"}"""
                .formatted(caseId, severity);
    }

    static String comment(String incident, String text) {
        return """
                {"action":"add-comment-to-incident","sentinel_incident_id":"%s","case_comment":"%s"}"""
                .formatted(incident, text);
    }
}
