package org.sentinelbridge.operate.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** Calls of HTTP that end in time, and follow no redirect: a key would go wherever the answer says. */
final class Http {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration CALL = Duration.ofSeconds(8);
    private static final int MOST_BYTES = 16 << 20;

    private final HttpClient client;

    Http(SSLContext tls) {
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT)
                .sslContext(tls)
                .build();
    }

    /**
     * An answer.
     *
     * @param body its JSON; missing if it has none
     */
    record Reply(int status, Map<String, String> headers, JsonNode body) {

        boolean isSuccess() {
            return status >= 200 && status < 300;
        }

        /** @param name in small letters */
        Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name));
        }
    }

    /** @param body empty for none */
    Reply send(String method, String url, Map<String, String> headers, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url))
                .timeout(CALL)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        headers.forEach(request::header);
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        var answer = client.send(request.build(), BodyHandlers.ofInputStream());
        try (var in = answer.body()) {
            return new Reply(answer.statusCode(), headers(answer), json(in.readNBytes(MOST_BYTES)));
        }
    }

    Reply get(String url) throws IOException, InterruptedException {
        return send("GET", url, Map.of(), "");
    }

    private static Map<String, String> headers(HttpResponse<?> answer) {
        var headers = new java.util.TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        answer.headers().map().forEach((name, values) -> headers.put(name, values.get(0)));
        return headers;
    }

    /** What a proxy answers in between need not be JSON. */
    private static JsonNode json(byte[] bytes) {
        try {
            return JSON.readTree(bytes);
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }
}
