package org.sentinelbridge.sandbox.kibana;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** What the connector "Webhook" does with a body. Any 2xx is good, whatever is in it. Its caller's thread waits. */
final class WebhookAction {

    private static final int TOO_MANY = 429;

    private final Knobs knobs;
    private final Http http;
    private final Clock clock;
    private final ClientCredentials credentials;

    WebhookAction(Knobs knobs, Http http, Clock clock, ClientCredentials credentials) {
        this.credentials = credentials;
        this.knobs = knobs;
        this.http = http;
        this.clock = clock;
    }

    /** @return Kibana's result of an action: {@code status} and, if it is {@code error}, why and when it would be tried again */
    ObjectNode run(Connector connector, String body) {
        try {
            var url = Address.of(connector.config().path("url").asText(), knobs);
            var method = connector.config().path("method").asText("post");
            var response = http.send(method, url, Optional.of(sent(connector, body)), credentials.withToken(connector));
            credentials.answered(connector, response.status());
            return told(response);
        } catch (CallFailed e) {
            return error("error calling webhook, request failed", e.getMessage());
        }
    }

    /** What axios makes of a body that is said to be JSON: valid JSON is trimmed, anything else becomes one JSON text. */
    private static String sent(Connector connector, String body) {
        var json = connector.config().path("headers").properties().stream()
                .anyMatch(header -> header.getKey().equalsIgnoreCase("content-type")
                        && header.getValue().asText().contains("application/json"));
        if (!json || body.isEmpty()) {
            return body;
        }
        return Json.read(body.getBytes(StandardCharsets.UTF_8)).isPresent() ? body.strip() : Json.node(body).toString();
    }

    private ObjectNode told(Http.Response response) {
        var result = Json.object().put("http_status", response.status());
        if (response.isGood()) {
            return result.put("status", "ok").put("answer", response.body());
        }
        var said = Json.read(response.body().getBytes(StandardCharsets.UTF_8)).map(body -> body.path("message").asText()).orElse("");
        var service = "[" + response.status() + "] " + response.phrase() + (said.isEmpty() ? "" : ": " + said);
        if (response.status() == TOO_MANY) {
            var at = response.retryAfter().filter(value -> value.matches("\\d{1,9}"))
                    .map(seconds -> clock.instant().plusSeconds(Long.parseLong(seconds)).truncatedTo(ChronoUnit.SECONDS).toString());
            return result.setAll(error("error calling webhook, retry " + at.map(time -> "at " + time).orElse("later"), service)
                    .put("retry", at.orElse("later")));
        }
        return response.status() >= 500
                ? result.setAll(error("error calling webhook, retry later", service).put("retry", "later"))
                : result.setAll(error("error calling webhook, invalid response", service));
    }

    private static ObjectNode error(String message, String service) {
        return Json.object().put("status", "error").put("message", message).put("service_message", service);
    }
}
