package org.sentinelbridge.operate.manage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
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
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/** A bridge that runs somewhere, by the API of its management port. */
public final class RemoteBridge {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** A replay may take as long as webhook.budget allows. */
    private static final Duration ANSWER = Duration.ofSeconds(90);

    private final HttpClient http;
    private final URI url;
    private final String key;

    /**
     * @param url such as {@code http://127.0.0.1:9876}
     * @param trust whose certificates are good enough, if it speaks TLS
     */
    public RemoteBridge(URI url, String key, SSLContext trust) {
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .sslContext(trust)
                .build();
        this.url = url;
        this.key = key;
    }

    /** @param query parameters; those with an empty value are left out */
    public JsonNode get(String path, Map<String, String> query) {
        return json(send(request(path, query).timeout(ANSWER).GET()));
    }

    /** Copies an answer, whatever it is and however large, byte for byte. */
    public void copy(String path, OutputStream out) {
        try (var body = send(request(path, Map.of()).timeout(ANSWER).GET()).body()) {
            body.transferTo(out);
            out.flush();
        } catch (IOException e) {
            throw new RemoteException(0, "The body cannot be copied whole: " + e.getMessage());
        }
    }

    public JsonNode post(String path, JsonNode body) {
        return json(send(posting(path, body).timeout(ANSWER)));
    }

    /** For an answer of many lines, each of which is told as it comes. */
    public void postForLines(String path, JsonNode body, Consumer<JsonNode> each) {
        read(send(posting(path, body)), line -> each.accept(parsed(line)));
    }

    /**
     * Follows server-sent events until the connection breaks.
     *
     * @param lastId id of the event to go on after; empty to begin with what comes now
     * @return id of the last event
     */
    public String follow(String path, Map<String, String> query, String lastId, Consumer<JsonNode> each) {
        var request = request(path, query);
        if (!lastId.isEmpty()) {
            request.header("Last-Event-ID", lastId);
        }
        var id = new String[] {lastId};
        var answer = send(request.GET());
        try {
            read(answer, line -> {
                if (line.startsWith("id: ")) {
                    id[0] = line.substring(4);
                } else if (line.startsWith("data: ")) {
                    each.accept(parsed(line.substring(6)));
                }
            });
        } catch (RemoteException e) {
            // the end of the stream, whatever its reason; the caller decides whether to come again
        }
        return id[0];
    }

    private HttpRequest.Builder posting(String path, JsonNode body) {
        return request(path, Map.of())
                .header("X-Requested-With", "sentinel-bridge")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()));
    }

    private HttpRequest.Builder request(String path, Map<String, String> query) {
        var parameters = query.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
        return HttpRequest.newBuilder(URI.create(url + path + (parameters.isEmpty() ? "" : "?" + parameters)))
                .header("X-Api-Key", key);
    }

    /** A value as part of a path or query. */
    public static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpResponse<InputStream> send(HttpRequest.Builder request) {
        try {
            var answer = http.send(request.build(), BodyHandlers.ofInputStream());
            if (answer.statusCode() != 200) {
                throw new RemoteException(answer.statusCode(), message(answer));
            }
            return answer;
        } catch (SSLException e) {
            throw new RemoteException(0, "There is no trusted connection to " + url + " (" + e.getMessage() + "). --ca names the PEM file of"
                    + " its certificate authority; the certificate must be for the host in --url; a bridge with management.tls.client-ca wants to"
                    + " see a --client-certificate");
        } catch (IOException e) {
            var why = Optional.ofNullable(e.getMessage()).orElse(e.toString());
            throw new RemoteException(0, "No bridge answers at " + url + " (" + why + "). Is it running? --url leads to another one");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RemoteException(0, "Interrupted");
        }
    }

    private static String message(HttpResponse<InputStream> answer) throws IOException {
        var text = new String(answer.body().readNBytes(100_000), StandardCharsets.UTF_8);
        try {
            return JSON.readTree(text).path("message").asText("The bridge answered " + answer.statusCode());
        } catch (IOException e) {
            return "What answers there is no bridge: status " + answer.statusCode();
        }
    }

    private void read(HttpResponse<InputStream> answer, Consumer<String> each) {
        try (var reader = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                each.accept(line);
            }
        } catch (IOException e) {
            throw new RemoteException(0, "The connection to the bridge broke off");
        }
    }

    private JsonNode json(HttpResponse<InputStream> answer) {
        try (var body = answer.body()) {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new RemoteException(0, "The bridge's answer cannot be read: " + e.getMessage());
        }
    }

    private static JsonNode parsed(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new RemoteException(0, "The bridge's answer cannot be read: " + e.getMessage());
        }
    }
}
