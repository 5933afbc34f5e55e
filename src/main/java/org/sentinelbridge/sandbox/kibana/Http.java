package org.sentinelbridge.sandbox.kibana;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Sends what a connector sends, as axios does for Kibana: it waits 60 s, reads 1 MB, and after 301, 302 or 303 asks again with GET and
 * without the body. Its caller's thread waits.
 */
final class Http {

    private static final int MOST_BYTES = 1024 * 1024;
    private static final int MOST_REDIRECTS = 21;
    private static final String CONTENT_TYPE = "Content-Type";
    private static final Map<Integer, String> PHRASES = Map.ofEntries(
            Map.entry(200, "OK"), Map.entry(201, "Created"), Map.entry(202, "Accepted"), Map.entry(204, "No Content"),
            Map.entry(400, "Bad Request"), Map.entry(401, "Unauthorized"), Map.entry(403, "Forbidden"), Map.entry(404, "Not Found"),
            Map.entry(405, "Method Not Allowed"), Map.entry(409, "Conflict"), Map.entry(412, "Precondition Failed"),
            Map.entry(413, "Request Entity Too Large"), Map.entry(415, "Unsupported Media Type"), Map.entry(422, "Unprocessable Entity"),
            Map.entry(429, "Too Many Requests"), Map.entry(500, "Internal Server Error"), Map.entry(502, "Bad Gateway"),
            Map.entry(503, "Service Unavailable"), Map.entry(504, "Gateway Timeout"));

    /** What was answered, whatever the status. */
    record Response(int status, Optional<String> contentType, Optional<String> retryAfter, String body) {

        boolean isGood() {
            return status >= 200 && status < 300;
        }

        String phrase() {
            return PHRASES.getOrDefault(status, "");
        }
    }

    private final Knobs knobs;
    private HttpClient client;

    Http(Knobs knobs) {
        this.knobs = knobs;
    }

    /**
     * @param body nothing is sent if it is empty and the method needs none
     * @throws CallFailed if nothing, or too much, is answered
     */
    Response send(String method, URI url, Optional<String> body, Connector connector) throws CallFailed {
        var target = url;
        var verb = method.toUpperCase(java.util.Locale.ROOT);
        var content = body;
        for (var hop = 0; hop <= MOST_REDIRECTS; hop++) {
            var response = once(verb, target, content, connector);
            var location = response.headers().firstValue("Location");
            if (response.statusCode() < 300 || response.statusCode() > 308 || response.statusCode() == 304 || location.isEmpty()) {
                return read(response);
            }
            target = target.resolve(location.get());
            Address.of(target.toString(), knobs);
            if (response.statusCode() < 307) {
                verb = "GET";
                content = Optional.empty();
            }
        }
        throw new CallFailed("Maximum number of redirects exceeded");
    }

    private HttpResponse<java.io.InputStream> once(String method, URI url, Optional<String> body, Connector connector) throws CallFailed {
        var request = HttpRequest.newBuilder(url)
                .timeout(Duration.ofMillis(knobs.responseTimeoutMillis()))
                .method(method, body.map(BodyPublishers::ofString).orElseGet(BodyPublishers::noBody));
        headers(connector).forEach(request::setHeader);
        try {
            return client().send(request.build(), BodyHandlers.ofInputStream());
        } catch (HttpTimeoutException e) {
            throw new CallFailed("timeout of " + knobs.responseTimeoutMillis() + "ms exceeded");
        } catch (ConnectException e) {
            throw new CallFailed("connect ECONNREFUSED " + url.getHost() + ":" + url.getPort());
        } catch (IOException e) {
            throw new CallFailed(e.getMessage() == null ? "socket hang up" : e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new CallFailed("Invalid character in header content");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallFailed("interrupted");
        }
    }

    private static Response read(HttpResponse<java.io.InputStream> response) throws CallFailed {
        try (var in = response.body()) {
            var bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new CallFailed("maxContentLength size of " + MOST_BYTES + " exceeded");
            }
            return new Response(
                    response.statusCode(),
                    response.headers().firstValue(CONTENT_TYPE),
                    response.headers().firstValue("Retry-After"),
                    new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new CallFailed("stream has been aborted");
        }
    }

    /** Secret headers win over plain ones, both over the password. Only the cases connector says by itself that it sends JSON. */
    private static Map<String, String> headers(Connector connector) {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Accept", "application/json, text/plain, */*");
        headers.put("User-Agent", "axios/1.12.2");
        headers.put(CONTENT_TYPE, connector.type().equals(Connector.CASES) ? "application/json" : "application/x-www-form-urlencoded");
        if (connector.config().path("hasAuth").asBoolean() && connector.secrets().hasNonNull("user")) {
            var pair = connector.secrets().path("user").asText() + ":" + connector.secrets().path("password").asText();
            headers.put("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        }
        connector.config().path("headers").properties().forEach(header -> headers.put(header.getKey(), header.getValue().asText()));
        connector.secrets().path("secretHeaders").properties().forEach(header -> headers.put(header.getKey(), header.getValue().asText()));
        return headers;
    }

    private synchronized HttpClient client() {
        if (client == null) {
            client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(10)).build();
        }
        return client;
    }
}
