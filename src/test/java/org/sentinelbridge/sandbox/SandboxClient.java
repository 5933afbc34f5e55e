package org.sentinelbridge.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** A sandbox that has just been started, and an HTTP client that talks to it as an application would. */
final class SandboxClient implements AutoCloseable {

    static final String ARM_SCOPE = "https://management.azure.com/.default";
    static final String VERSION = "?api-version=2024-03-01";
    private static final ObjectMapper JSON = new ObjectMapper();

    final SandboxOptions options;
    final MovableClock clock = new MovableClock();
    final Sandbox sandbox;
    final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private String token = "";

    SandboxClient() {
        this(SandboxOptions.defaults());
    }

    SandboxClient(SandboxOptions options) {
        this.options = options;
        this.sandbox = Sandbox.start(0, options, clock);
    }

    /** The path of the workspace's incidents. */
    String incidents() {
        return "/subscriptions/" + options.subscriptionId() + "/resourceGroups/" + options.resourceGroup()
                + "/providers/Microsoft.OperationalInsights/workspaces/" + options.workspaceName()
                + "/providers/Microsoft.SecurityInsights/incidents";
    }

    String incident(String name) {
        return incidents() + "/" + name + VERSION;
    }

    String comment(String incident, String name) {
        return incidents() + "/" + incident + "/comments/" + name + VERSION;
    }

    String token(String scope) {
        return json(form(Map.of(
                        "grant_type", "client_credentials",
                        "client_id", options.clientId(),
                        "client_secret", options.clientSecret(),
                        "scope", scope)))
                .path("access_token")
                .asText();
    }

    void newToken() {
        token = token(ARM_SCOPE);
    }

    HttpResponse<String> form(Map<String, String> fields) {
        return form(options.tenantId(), fields);
    }

    HttpResponse<String> form(String tenant, Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        return send(request("/" + tenant + "/oauth2/v2.0/token")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> get(String path) {
        return send(authorized(path).GET());
    }

    HttpResponse<String> put(String path, String body) {
        return send(authorized(path).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> post(String path) {
        return send(authorized(path).POST(BodyPublishers.noBody()));
    }

    HttpResponse<String> delete(String path) {
        return send(authorized(path).DELETE());
    }

    /** A list, with the query given as it stands between the question mark and the end, not yet encoded. */
    HttpResponse<String> list(Map<String, String> query) {
        String encoded = query.entrySet().stream()
                .map(field -> "&" + encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining());
        return get(incidents() + VERSION + encoded);
    }

    JsonNode state() {
        return json(send(request("/_sandbox/state").GET()));
    }

    HttpResponse<String> control(String method, String path, String body) {
        return send(request("/_sandbox/" + path).method(method, BodyPublishers.ofString(body)));
    }

    void fault(String body) {
        HttpResponse<String> answer = control("POST", "faults", body);
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.body());
        }
    }

    HttpRequest.Builder authorized(String path) {
        if (token.isEmpty()) {
            newToken();
        }
        return request(path).header("Authorization", "Bearer " + token);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(sandbox.url() + path)).timeout(Duration.ofSeconds(10));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return sendOrFail(request);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    HttpResponse<String> sendOrFail(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static JsonNode json(HttpResponse<String> answer) {
        return json(answer.body());
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }

    static String errorCode(HttpResponse<String> answer) {
        return json(answer).path("error").path("code").asText();
    }

    static String errorMessage(HttpResponse<String> answer) {
        return json(answer).path("error").path("message").asText();
    }

    /** An incident as small as it may be, with some properties more or other ones. */
    static String body(String properties) {
        return "{\"properties\":" + properties(properties) + "}";
    }

    static String properties(String properties) {
        try {
            JsonNode base = JSON.readTree("{\"title\":\"t\",\"severity\":\"High\",\"status\":\"New\"}");
            return JSON.readerForUpdating(base).readTree("{" + properties + "}").toString();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
