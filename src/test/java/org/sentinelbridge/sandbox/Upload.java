package org.sentinelbridge.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/** Uploads rows to a sandbox's Logs Ingestion API. */
final class Upload {

    static final String SCOPE = "https://monitor.azure.com/.default";
    static final String VERSION = "?api-version=2023-01-01";
    static final String TABLE = "ElasticSecurityAlerts_CL";

    private final SandboxClient client;
    private String token = "";

    Upload(SandboxClient client) {
        this.client = client;
    }

    String path() {
        return "/dataCollectionRules/" + client.options.logAnalytics().dcrImmutableId() + "/streams/"
                + client.options.logAnalytics().alerts().name();
    }

    HttpResponse<String> rows(String json) {
        return bytes(json.getBytes(StandardCharsets.UTF_8));
    }

    HttpResponse<String> bytes(byte[] body) {
        return client.send(authorized(path() + VERSION)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body)));
    }

    HttpResponse<String> packed(byte[] body) {
        return encoded("gzip", body);
    }

    HttpResponse<String> encoded(String encoding, byte[] body) {
        return client.send(authorized(path() + VERSION)
                .header("Content-Type", "application/json")
                .header("Content-Encoding", encoding)
                .POST(BodyPublishers.ofByteArray(body)));
    }

    HttpResponse<String> to(String path) {
        return client.send(authorized(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("[]")));
    }

    HttpRequest.Builder authorized(String path) {
        if (token.isEmpty()) {
            token = client.token(SCOPE);
        }
        return client.request(path).header("Authorization", "Bearer " + token);
    }

    JsonNode logs() {
        return client.state().path("log_analytics");
    }

    JsonNode table() {
        return logs().path("tables").path(TABLE);
    }

    static byte[] gzip(String text) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return packed.toByteArray();
    }
}
