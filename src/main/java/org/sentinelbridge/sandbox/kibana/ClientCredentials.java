package org.sentinelbridge.sandbox.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Gets access tokens for webhook connectors of the type "OAuth2 client credentials", as Kibana does: a token is kept until it expires or
 * is answered 401 or 403, and the connector's secret headers are not sent beside it. Its caller's thread waits.
 */
final class ClientCredentials {

    static final String TYPE = "webhook-oauth2-client-credentials";

    private final Knobs knobs;
    private final Http http;
    private final Clock clock;
    private final Map<Connector, Token> tokens = new ConcurrentHashMap<>();

    private record Token(String header, Instant end) {}

    ClientCredentials(Knobs knobs, Http http, Clock clock) {
        this.knobs = knobs;
        this.http = http;
        this.clock = clock;
    }

    static boolean isOf(Connector connector) {
        return connector.config().path("authType").asText().equals(TYPE);
    }

    /** The connector as it calls: with the token among its headers; without one, as it is. */
    Connector withToken(Connector connector) throws CallFailed {
        if (!isOf(connector)) {
            return connector;
        }
        var kept = tokens.get(connector);
        var token = kept != null && kept.end.isAfter(clock.instant()) ? kept : asked(connector);
        tokens.put(connector, token);
        var config = connector.config().deepCopy();
        var headers = config.path("headers").isObject() ? config.withObject("headers") : config.putObject("headers");
        headers.put("Authorization", token.header);
        return new Connector(connector.id(), connector.name(), connector.type(), config, Json.object());
    }

    /** What the connector was answered with its token. */
    void answered(Connector connector, int status) {
        if (status == 401 || status == 403) {
            tokens.remove(connector);
        }
    }

    private Token asked(Connector connector) throws CallFailed {
        var start = clock.instant();
        var config = connector.config();
        var form = new LinkedHashMap<String, String>();
        if (config.hasNonNull("scope")) {
            form.put("scope", config.path("scope").asText());
        }
        form.put("client_id", config.path("clientId").asText());
        form.put("client_secret", connector.secrets().path("clientSecret").asText());
        Json.read(config.path("additionalFields").asText().getBytes(StandardCharsets.UTF_8))
                .ifPresent(more -> more.properties().forEach(field -> form.put(field.getKey(), field.getValue().asText())));
        form.put("grant_type", "client_credentials");
        var body = form.entrySet().stream().map(field -> encode(field.getKey()) + "=" + encode(field.getValue())).collect(Collectors.joining("&"));
        var plain = new Connector(connector.id(), connector.name(), connector.type(), Json.object(), Json.object());
        var answer = http.send("post", Address.of(config.path("accessTokenUrl").asText(), knobs), Optional.of(body), plain);
        var told = Json.read(answer.body().getBytes(StandardCharsets.UTF_8)).map(JsonNode.class::cast).orElseGet(Json::object);
        if (answer.status() != 200) {
            throw new CallFailed("Unable to retrieve/refresh the access token: " + told);
        }
        return new Token(told.path("token_type").asText() + " " + told.path("access_token").asText(),
                start.plusSeconds(told.path("expires_in").asLong()));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
