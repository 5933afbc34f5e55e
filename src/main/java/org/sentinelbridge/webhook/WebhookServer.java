package org.sentinelbridge.webhook;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.component.platform.http.PlatformHttpConstants;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.sentinelbridge.settings.Settings;
import org.sentinelbridge.settings.SettingsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server behind the {@code platform-http:} routes, in place of Camel 4.17's own ({@code camel.server.*}), which
 * ignores client certificates, has no time-outs for slow clients, reads bodies before anybody has looked at the key,
 * answers its own errors as HTML, has 20 worker threads with an endless queue before them, and listens before the routes
 * are there.
 */
public final class WebhookServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookServer.class);
    /** Requests with alerts wait for nothing but the disk, and keep no thread while they do. */
    private static final int ALERT_THREADS = 2 * Runtime.getRuntime().availableProcessors();
    private static final int MOST_HEADER_BYTES = 32 * 1024;
    private static final String HOST = "webhook.host";
    private static final String KEY = "webhook.key";
    private static final String CERTIFICATE = "webhook.tls.certificate";
    private static final String PRIVATE_KEY = "webhook.tls.private-key";
    private static final String CLIENT_CA = "webhook.tls.client-ca";

    private final String host;
    private final int port;
    private final Duration budget;
    private final long mostBodyBytes;
    private final HttpServerOptions options;
    private final Gate gate;
    private final ExecutorService alertWorkers;
    private final ExecutorService workers;
    private final Vertx vertx;
    private final Router router;

    /** @throws SettingsException if a {@code webhook.*} setting is missing or wrong */
    public WebhookServer(Settings settings) {
        this.host = settings.text(HOST);
        this.port = settings.number("webhook.port", 1, 65_535);
        this.budget = settings.duration("webhook.budget", Duration.ofSeconds(1), Duration.ofSeconds(55));
        this.mostBodyBytes = settings.bytes("webhook.max-body", 1L << 30);
        this.options = options(settings, budget);
        var key = key(settings);
        var concurrent = settings.number("webhook.max-concurrent", 1, 2_000);
        var alerts = settings.number("alert-webhook.max-concurrent", 1, 10_000);
        this.vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(2)
                .setWorkerPoolSize(1)
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
        checkCertificates();
        this.router = Router.router(vertx);
        this.alertWorkers = workers("alerts", ALERT_THREADS);
        this.workers = workers("requests", concurrent);
        var rooms = Map.of("/alerts", new Room(alerts, "alert-webhook.max-concurrent", 429, true, alertWorkers));
        var others = new Room(concurrent, "webhook.max-concurrent", 503, false, workers);
        this.gate = new Gate(
                new WebhookKey(key), rooms, others, Duration.ofMillis(options.getIdleTimeout()), router);
        router.route().order(-1).handler(gate);
        JsonAnswers.install(router);
    }

    /** Vert.x would read the files only when it starts to listen, and not say which one is wrong. */
    private void checkCertificates() {
        var property = CERTIFICATE;
        try {
            if (options.isSsl()) {
                options.getKeyCertOptions().getKeyManagerFactory(vertx);
            }
            property = CLIENT_CA;
            if (options.getTrustOptions() != null) {
                options.getTrustOptions().getTrustManagerFactory(vertx);
            }
        } catch (Exception e) {
            vertx.close();
            throw new SettingsException(property, "the file" + (property.equals(CERTIFICATE) ? ", or that of " + PRIVATE_KEY + "," : "")
                    + " cannot be used: " + e.getMessage());
        }
    }

    private static ExecutorService workers(String name, int most) {
        var count = new AtomicInteger();
        var threads = new ThreadPoolExecutor(most, most, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), task -> {
            var thread = new Thread(task, "webhook-" + name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /** Makes this the server of the context's {@code platform-http:} routes. Call before the routes are loaded. */
    public void serve(CamelContext context) {
        var engine = new JsonEngine(port, budget);
        engine.setCamelContext(context);
        // The Camel CLI would start a server of its own, open to all, if it were the one to make this component.
        context.addComponent(PlatformHttpConstants.PLATFORM_HTTP_COMPONENT_NAME, new PlatformHttpComponent());
        var name = VertxPlatformHttpRouter.getRouterNameFromPort(port);
        var reader = new BodyReader(mostBodyBytes, budget);
        context.getRegistry().bind(PlatformHttpConstants.PLATFORM_HTTP_ENGINE_NAME, engine);
        context.getRegistry().bind(name, new VertxPlatformHttpRouter(null, vertx, router, name) {
            @Override
            public Handler<RoutingContext> bodyHandler() {
                return reader;
            }
        });
    }

    /** Starts to listen. Call when the routes have started. */
    public void listen() {
        var server = vertx.createHttpServer(options);
        var silent = ConcurrentHashMap.<HttpConnection>newKeySet();
        server.connectionHandler(connection -> {
            silent.add(connection);
            vertx.setTimer(options.getIdleTimeout(), late -> {
                if (silent.remove(connection)) {
                    connection.close();
                }
            });
        });
        server.requestHandler(request -> {
            silent.remove(request.connection());
            router.handle(request);
        });
        server.invalidRequestHandler(request -> JsonAnswers.send(request.response(), 400, "The request is not valid HTTP"));
        try {
            server.listen(port, host).toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            var cause = Optional.ofNullable(e.getCause()).orElse(e);
            throw new SettingsException("webhook.port", "cannot listen on " + host + ":" + port + ": " + cause.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while starting to listen", e);
        }
    }

    /** From now on new requests are answered 503. Returns when those inside have their answers. */
    public void drain() {
        gate.drain(budget.plusSeconds(1));
    }

    /** Does something when no request is inside; those who come meanwhile wait, and notice nothing but that. */
    public void whileEmpty(Runnable action) throws InterruptedException {
        gate.whileEmpty(budget, action);
    }

    /** Where callers reach this server, for example {@code https://127.0.0.1:8080}. */
    public String url() {
        return (options.isSsl() ? "https://" : "http://") + (host.equals("0.0.0.0") ? "localhost" : host) + ":" + port;
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        alertWorkers.shutdown();
        workers.shutdown();
    }

    private static String key(Settings settings) {
        var key = settings.find(KEY).orElseThrow(() -> new SettingsException(
                KEY, "must be set: without a key nothing listens. Make one with: openssl rand -hex 24"));
        if (!key.matches("[A-Za-z0-9_-]{16,}")) {
            LOG.warn("{} is weak, or holds characters that Kibana changes in URLs; better: openssl rand -hex 24", KEY);
        }
        return key;
    }

    private static HttpServerOptions options(Settings settings, Duration budget) {
        var wanted = settings.duration("webhook.idle-timeout", Duration.ofSeconds(1), Duration.ofMinutes(10));
        // Nothing moves on a connection whose caller waits for an answer.
        var least = budget.plusSeconds(1);
        var idle = wanted.compareTo(least) < 0 ? least : wanted;
        var options = new HttpServerOptions()
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout((int) idle.toMillis())
                .setMaxHeaderSize(MOST_HEADER_BYTES)
                .setHttp2ClearTextEnabled(false)
                .setCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setTcpKeepAlive(true);
        var certificate = file(settings, CERTIFICATE);
        var privateKey = file(settings, PRIVATE_KEY);
        var clientCa = file(settings, CLIENT_CA);
        if (certificate.isPresent() != privateKey.isPresent()) {
            throw new SettingsException(certificate.isPresent() ? PRIVATE_KEY : CERTIFICATE, "must be set for TLS");
        }
        if (certificate.isPresent()) {
            options.setSsl(true)
                    .setKeyCertOptions(new PemKeyCertOptions().setCertPath(certificate.get()).setKeyPath(privateKey.get()));
            options.setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3"));
        } else if (!Settings.isLoopback(settings.text(HOST)) && !settings.flag("webhook.allow-plaintext")) {
            throw new SettingsException(HOST, "other machines could reach the webhooks without TLS; set " + CERTIFICATE
                    + " and " + PRIVATE_KEY + ", or webhook.allow-plaintext=true if a proxy in front does TLS");
        }
        if (clientCa.isPresent()) {
            if (certificate.isEmpty()) {
                throw new SettingsException(CLIENT_CA, "client certificates need TLS; set " + CERTIFICATE);
            }
            options.setClientAuth(ClientAuth.REQUIRED).setTrustOptions(new PemTrustOptions().addCertPath(clientCa.get()));
        }
        return options;
    }

    private static Optional<String> file(Settings settings, String property) {
        var file = settings.find(property);
        file.filter(path -> !Files.isReadable(Path.of(path))).ifPresent(path -> {
            throw new SettingsException(property, "the file " + path + " cannot be read");
        });
        return file;
    }
}
