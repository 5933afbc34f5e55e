package org.sentinelbridge.http.serving;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.base.settings.SettingsException;

/**
 * Where and how a server listens, by its settings: address, TLS with or without client certificates, and an end for connections
 * on which nothing moves. Beyond this machine it listens with TLS only, unless told otherwise.
 */
public final class Listener {

    private static final int MOST_HEADER_BYTES = 32 * 1024;
    /** For TLS, and then for the head of a request. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /**
     * The names of the settings.
     *
     * @param what what is served, for error messages
     */
    public record Names(
            String what,
            String host,
            String port,
            String certificate,
            String privateKey,
            String clientCa,
            String allowPlaintext) {}

    private static final Set<String> FORWARD_SECRET = Set.of("TLS_ECDHE_", "TLS_DHE_", "TLS_AES_", "TLS_CHACHA20_");

    private final Names names;
    private final String host;
    private final HttpServerOptions options;
    private final Guests guests;
    private volatile int port;

    /**
     * @param leastPort 1, or 0 if any free port will do
     * @param idle after this a connection is closed on which nothing moves
     * @throws SettingsException if a setting is missing or wrong
     */
    public Listener(Settings settings, Names names, int leastPort, Duration idle) {
        this.names = names;
        this.host = settings.text(names.host);
        this.port = settings.number(names.port, leastPort, 65_535);
        var patience = idle.compareTo(PATIENCE) < 0 ? idle : PATIENCE;
        this.options = new HttpServerOptions()
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setSslHandshakeTimeout(patience.toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout((int) idle.toMillis())
                .setMaxHeaderSize(MOST_HEADER_BYTES)
                .setHttp2ClearTextEnabled(false)
                .setCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setTcpKeepAlive(true);
        secure(settings);
        this.guests = new Guests(patience, options.isSsl());
    }

    private void secure(Settings settings) {
        var certificate = file(settings, names.certificate);
        var privateKey = file(settings, names.privateKey);
        var clientCa = file(settings, names.clientCa);
        if (certificate.isPresent() != privateKey.isPresent()) {
            throw new SettingsException(certificate.isPresent() ? names.privateKey : names.certificate, "must be set for TLS");
        }
        if (certificate.isPresent()) {
            options.setSsl(true)
                    .setKeyCertOptions(new PemKeyCertOptions().setCertPath(certificate.get()).setKeyPath(privateKey.get()));
            options.setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3"));
            forwardSecret().forEach(options::addEnabledCipherSuite);
        } else if (isOpenToOthers() && !settings.flag(names.allowPlaintext)) {
            throw new SettingsException(names.host, "other machines could reach the " + names.what + " without TLS; set "
                    + names.certificate + " and " + names.privateKey + ", or " + names.allowPlaintext
                    + "=true if a proxy in front does TLS");
        }
        if (clientCa.isPresent()) {
            if (certificate.isEmpty()) {
                throw new SettingsException(names.clientCa, "client certificates need TLS; set " + names.certificate);
            }
            options.setClientAuth(ClientAuth.REQUIRED).setTrustOptions(new PemTrustOptions().addCertPath(clientCa.get()));
        }
    }

    /** Of what this Java offers, what keeps a recording secret if the private key comes out later. */
    private static Stream<String> forwardSecret() {
        try {
            return Stream.of(SSLContext.getDefault().getDefaultSSLParameters().getCipherSuites())
                    .filter(suite -> FORWARD_SECRET.stream().anyMatch(suite::startsWith));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }

    private static Optional<String> file(Settings settings, String property) {
        var file = settings.find(property);
        file.filter(path -> !Files.isReadable(Path.of(path))).ifPresent(path -> {
            throw new SettingsException(property, "the file " + path + " cannot be read");
        });
        return file;
    }

    /**
     * Vert.x would read the files only when it starts to listen, and not say which one is wrong.
     *
     * @throws SettingsException if a certificate or key cannot be used; Vert.x is closed then
     */
    public void checkCertificates(Vertx vertx) {
        var property = names.certificate;
        try {
            if (options.isSsl()) {
                options.getKeyCertOptions().getKeyManagerFactory(vertx);
            }
            property = names.clientCa;
            if (options.getTrustOptions() != null) {
                options.getTrustOptions().getTrustManagerFactory(vertx);
            }
        } catch (Exception e) {
            vertx.close();
            throw new SettingsException(property, "the file"
                    + (property.equals(names.certificate) ? ", or that of " + names.privateKey + "," : "")
                    + " cannot be used: " + e.getMessage());
        }
    }

    /** Makes what is to serve at the port. */
    public Vertx newVertx(VertxOptions options) {
        return guests.newVertx(options.setFileSystemOptions(
                new FileSystemOptions().setClassPathResolvingEnabled(false).setFileCachingEnabled(false)));
    }

    /**
     * Starts to listen. Who is too slow with TLS or the head of a request is cut off, and so is who has the answer and does not
     * end the body.
     *
     * @param vertx that was {@linkplain #newVertx made here}
     * @param invalid what is told to who does not speak HTTP, or so that others might understand it differently
     * @throws SettingsException if the port cannot be had
     */
    public void listen(Vertx vertx, Handler<HttpServerRequest> requests, Handler<HttpServerRequest> invalid) {
        var server = vertx.createHttpServer(options);
        guests.watch(vertx);
        server.connectionHandler(connection -> {
            Guest.of(connection).isSecured();
            StrictDecoder.install(connection, options);
        });
        server.requestHandler(request -> {
            Guest.of(request.connection()).asks(request);
            if (StrictDecoder.isAmbiguous(request)) {
                request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
                request.resume();
                invalid.handle(request);
            } else {
                requests.handle(request);
            }
        });
        server.invalidRequestHandler(invalid);
        try {
            port = server.listen(port, host).toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS).actualPort();
        } catch (ExecutionException | TimeoutException e) {
            var cause = Optional.ofNullable(e.getCause()).orElse(e);
            throw new SettingsException(names.port, "cannot listen on " + host + ":" + port + ": " + cause.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while starting to listen", e);
        }
    }

    /** Whether other machines can reach it. */
    public boolean isOpenToOthers() {
        return !Settings.isLoopback(host);
    }

    /** The port; once it listens, the one that it has got. */
    public int port() {
        return port;
    }

    /** After this a connection is closed on which nothing moves. */
    public Duration idleTimeout() {
        return Duration.ofMillis(options.getIdleTimeout());
    }

    /** Where callers reach it, for example {@code https://127.0.0.1:8080}. */
    public String url() {
        return (options.isSsl() ? "https://" : "http://") + (host.equals("0.0.0.0") ? "localhost" : host) + ":" + port;
    }
}
