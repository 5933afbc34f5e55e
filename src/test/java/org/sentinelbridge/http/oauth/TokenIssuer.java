package org.sentinelbridge.http.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An issuer of access tokens, which counts how often it is asked for its keys, and can be disturbed. */
public final class TokenIssuer implements AutoCloseable {

    public static final String AUDIENCE = "bridge-app";
    public static final String CLIENT = "kibana-app";

    private static final RSAKey FIRST = key("first");

    private final HttpServer server;
    private final AtomicInteger fetches = new AtomicInteger();
    private volatile RSAKey key = FIRST;
    private volatile boolean down;
    private volatile String issuer;
    private volatile CountDownLatch gate = new CountDownLatch(0);

    public TokenIssuer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        issuer = url();
        server.createContext("/tenant/v2.0/.well-known/openid-configuration", exchange -> answer(exchange,
                "{\"issuer\":\"" + issuer + "\",\"jwks_uri\":\"" + url() + "/keys\"}"));
        server.createContext("/tenant/v2.0/keys", exchange -> {
            fetches.incrementAndGet();
            awaitGate();
            answer(exchange, new JWKSet(key.toPublicJWK()).toString());
        });
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            var thread = new Thread(task, "token-issuer");
            thread.setDaemon(true);
            return thread;
        }));
        server.start();
    }

    private void awaitGate() {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(HttpExchange exchange, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(down ? 503 : 200, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    /** Also its base URL. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/tenant/v2.0";
    }

    public int fetches() {
        return fetches.get();
    }

    /** From now on it answers 503, or no longer. */
    public void down(boolean now) {
        down = now;
    }

    /** Has its configuration name another issuer. */
    void calledItself(String other) {
        issuer = other;
    }

    /** Answers for its keys wait until the latch is open. */
    public void holdBack(CountDownLatch latch) {
        gate = latch;
    }

    /** From now on it has another key, and no longer the old one. */
    public void rotate(String id) {
        key = key(id);
    }

    RSAKey signingKey() {
        return key;
    }

    static RSAKey key(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What Entra would put into a token now. */
    public JWTClaimsSet.Builder claims(Instant now) {
        return new JWTClaimsSet.Builder()
                .issuer(url())
                .audience(AUDIENCE)
                .issueTime(Date.from(now))
                .notBeforeTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(3_600)))
                .claim("azp", CLIENT)
                .claim("roles", List.of("Alerts.Send"))
                .claim("ver", "2.0");
    }

    public String token(JWTClaimsSet.Builder claims) {
        return token(claims, key, key.getKeyID());
    }

    /** Signed with a key of somebody's choice. */
    static String token(JWTClaimsSet.Builder claims, RSAKey signer, String id) {
        try {
            var token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(id).build(), claims.build());
            token.sign(new RSASSASigner(signer));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** With the right claims and a key that nobody knows. */
    public String strange(Instant now, String id) {
        return token(claims(now), key, id);
    }

    @Override
    public void close() {
        gate.countDown();
        server.stop(0);
    }
}
