package org.sentinelbridge.elastic.kibana;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Kibana's API in one space. Every failure is a {@link KibanaFailure} that says what to do. */
public final class Kibana {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration CALL = Duration.ofSeconds(30);
    private static final int MOST_ANSWER = 16 << 20;
    private static final int MOST_TEXT = 500;
    private static final String JSON_TYPE = "application/json";
    private static final String CHECK_URL = "Check kibana.url (or kibana.api-url), and proxies in between.";

    private final KibanaAddress address;
    private final HttpClient http;

    public Kibana(KibanaAddress address) {
        this.address = address;
        // no redirects: the key would go wherever the answer says
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT)
                .sslContext(address.tls())
                .build();
    }

    /** An answer: its status, and its body if it is JSON. */
    record Answer(int status, JsonNode body, String text) {

        boolean isGood() {
            return status >= 200 && status < 300;
        }

        /** What Kibana says of it, on one line. */
        String message() {
            var said = body.path("message").asText(text).replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
            return said.length() > MOST_TEXT ? said.substring(0, MOST_TEXT) + "…" : said;
        }
    }

    String space() {
        return address.space();
    }

    /** Whether it is on this machine. */
    boolean isLocal() {
        return org.sentinelbridge.base.settings.Settings.isLoopback(address.url().getHost());
    }

    /** @throws KibanaFailure if it cannot be asked, does not know the key, or is of a version that the bridge does not know */
    public KibanaVersion version() {
        var answer = send("GET", "/api/status", "", JSON_TYPE);
        var number = answer.body().path("version").path("number").asText();
        if (!number.isEmpty()) {
            return KibanaVersion.of(number);
        }
        if (answer.status() == 401 && answer.body().has("statusCode")) {
            throw unauthorized(answer);
        }
        if (answer.status() == 503) {
            throw new KibanaFailure("Kibana is not ready: " + answer.message() + ".", "Try again in a minute.");
        }
        if (!answer.body().path("status").path("overall").isObject()) {
            throw new KibanaFailure("What answers at " + address.url() + " is no Kibana: " + answer.status() + " to GET /api/status.", CHECK_URL);
        }
        // a stranger is told no version
        var known = send("GET", "/api/actions/connector_types", "", JSON_TYPE);
        throw known.status() == 401 ? unauthorized(known) : new KibanaFailure(
                "Kibana does not tell its version.", "Is there a proxy before it that lets the header Authorization not pass?");
    }

    /**
     * A request whose answer must be 2xx.
     *
     * @param body what is sent; missing for nothing
     * @param privilege what the key needs for it, for the case that it may not
     */
    JsonNode ask(String method, String path, JsonNode body, String privilege) {
        var answer = call(method, path, body);
        if (!answer.isGood()) {
            throw failure(method, path, answer, privilege);
        }
        return answer.body();
    }

    /** As {@link #ask} with GET, or nothing if there is no such thing. */
    Optional<JsonNode> find(String path, String privilege) {
        var answer = call("GET", path, MissingNode.getInstance());
        if (answer.status() == 404) {
            return Optional.empty();
        }
        if (!answer.isGood()) {
            throw failure("GET", path, answer, privilege);
        }
        return Optional.of(answer.body());
    }

    /** Whatever is answered. */
    Answer call(String method, String path, JsonNode body) {
        return send(method, path, body.isMissingNode() ? "" : body.toString(), JSON_TYPE);
    }

    /** As {@link #call}, with a body that is no JSON. */
    Answer send(String method, String path, String body, String contentType) {
        var inSpace = address.space().isEmpty() ? "" : "/s/" + address.space();
        var request = HttpRequest.newBuilder(URI.create(address.url() + inSpace + path))
                .timeout(CALL)
                .header("Authorization", "ApiKey " + address.apiKey())
                .header("kbn-xsrf", "sentinel-bridge")
                .header("Accept", "application/json, application/ndjson")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", contentType);
        }
        try {
            return read(http.send(request.build(), BodyHandlers.ofInputStream()));
        } catch (SSLException e) {
            throw new KibanaFailure("No connection to Kibana: " + e.getMessage() + ".", "Set kibana.certificate-authority to the PEM file of"
                    + " the authority that has signed Kibana's certificate, and check the host name in kibana.url.");
        } catch (ConnectException e) {
            throw new KibanaFailure(
                    "Kibana is not reached at " + address.url() + ": " + (isUnknownHost(e) ? "unknown host" : "no connection") + ".", CHECK_URL);
        } catch (IOException e) {
            throw new KibanaFailure("Kibana at " + address.url() + " does not answer: " + e.getMessage() + ".", CHECK_URL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KibanaFailure("Interrupted.", "");
        }
    }

    private static boolean isUnknownHost(Throwable failure) {
        return failure != null && (failure instanceof UnresolvedAddressException || isUnknownHost(failure.getCause()));
    }

    private static Answer read(HttpResponse<java.io.InputStream> response) throws IOException {
        try (var in = response.body()) {
            var text = new String(in.readNBytes(MOST_ANSWER), StandardCharsets.UTF_8);
            return new Answer(response.statusCode(), json(text), text);
        }
    }

    /** What is no JSON is missing. */
    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    /** What an answer that is not good stands for. */
    static KibanaFailure failure(String method, String path, Answer answer, String privilege) {
        var what = "Kibana answered " + answer.status() + " to " + method + " " + path + (answer.message().isEmpty() ? "." : ": " + answer.message());
        return switch (answer.status()) {
            case 401 -> unauthorized(answer);
            case 403 -> answer.message().contains("license")
                    ? new KibanaFailure(what, "A licence that includes these connectors is needed: gold or higher, or a trial (Stack Management"
                            + " > License management).")
                    : new KibanaFailure(what, "Give the API key's role the Kibana privilege " + privilege + ".");
            case 400 -> answer.message().contains("allowedHosts")
                    ? new KibanaFailure(what, "Add the host that Kibana names to xpack.actions.allowedHosts in kibana.yml. It needs the"
                            + " host of webhook.public-url, and that of links to incidents: portal.azure.com or security.microsoft.com.")
                    : new KibanaFailure(what, "Does this version of Kibana know what it was sent? Compare with --print.");
            case 409 -> new KibanaFailure(what, "Somebody else has changed it at the same moment, or it is in another space. Try again.");
            default -> new KibanaFailure(what, answer.status() >= 500 ? "Try again; Kibana's log says more." : CHECK_URL);
        };
    }

    private static KibanaFailure unauthorized(Answer answer) {
        return new KibanaFailure("Kibana does not take the API key (401" + (answer.message().isEmpty() ? ")." : ": " + answer.message() + ")."),
                "Check kibana.api-key: it is the value that Kibana shows as \"encoded\", and it must not have expired.");
    }
}
