package org.sentinelbridge.http.oauth;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.sentinelbridge.base.settings.Settings;

/** Asks the issuer for its public keys: where they are, its OpenID configuration tells. Follows no redirect. */
public final class KeySource {

    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration CALL = Duration.ofSeconds(8);
    private static final int MOST_BYTES = 512 * 1024;

    private final OAuthSettings settings;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .build();

    public KeySource(OAuthSettings settings) {
        this.settings = settings;
    }

    /** The keys, from another thread. Fails with an IOException that says what was asked and what is wrong. */
    CompletableFuture<JWKSet> fetch() {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return read();
            } catch (IOException e) {
                throw new java.util.concurrent.CompletionException(e);
            }
        }, task -> {
            var thread = new Thread(task, "webhook-issuer-keys");
            thread.setDaemon(true);
            thread.start();
        });
    }

    /**
     * The number of keys that the issuer tells now.
     *
     * @throws IOException if it does not tell them; says what was asked and what is wrong
     */
    public int count() throws IOException {
        return read().size();
    }

    private JWKSet read() throws IOException {
        var address = settings.keys().isPresent() ? settings.keys().get() : discovered();
        try {
            return JWKSet.parse(get(address));
        } catch (ParseException e) {
            throw new IOException(address + " answers no set of keys (JWKS)", e);
        }
    }

    private String discovered() throws IOException {
        var address = settings.issuer() + "/.well-known/openid-configuration";
        try {
            var told = JSONObjectUtils.parse(get(address));
            var issuer = String.valueOf(told.get("issuer")).replaceAll("/$", "");
            if (!issuer.equals(settings.issuer())) {
                throw new IOException(address + " says that its issuer is " + issuer + "; set webhook.oauth.issuer to that");
            }
            return safe(address, told);
        } catch (ParseException e) {
            throw new IOException(address + " answers no OpenID configuration; set webhook.oauth.jwks-url", e);
        }
    }

    private static String safe(String address, Map<String, Object> told) throws IOException {
        try {
            var keys = URI.create(String.valueOf(told.get("jwks_uri")));
            if (keys.getHost() != null && ("https".equals(keys.getScheme()) || Settings.isLoopback(keys.getHost()))) {
                return keys.toString();
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw new IOException(address + " names no https address of keys (jwks_uri); set webhook.oauth.jwks-url");
    }

    private String get(String address) throws IOException {
        try {
            var request = HttpRequest.newBuilder(URI.create(address)).timeout(CALL).header("Accept", "application/json").build();
            return text(address, client.send(request, BodyHandlers.ofInputStream()));
        } catch (IOException e) {
            throw e.getMessage() != null && e.getMessage().startsWith(address) ? e : new IOException(address + ": " + reason(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(address + ": interrupted", e);
        }
    }

    private static String text(String address, HttpResponse<InputStream> answer) throws IOException {
        try (var in = answer.body()) {
            if (answer.statusCode() != 200) {
                throw new IOException(address + " answers " + answer.statusCode());
            }
            var bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new IOException(address + " answers more than " + MOST_BYTES + " bytes");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    static String reason(Throwable failure) {
        if (failure instanceof ConnectException) {
            return "no connection (name, firewall or proxy)";
        }
        var text = String.valueOf(failure.getMessage()).replaceAll("[\\s\\p{Cntrl}]+", " ");
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : text;
    }
}
