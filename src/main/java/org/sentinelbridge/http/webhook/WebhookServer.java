package org.sentinelbridge.http.webhook;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.component.platform.http.PlatformHttpConstants;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.base.settings.SettingsException;
import org.sentinelbridge.http.oauth.AccessTokens;
import org.sentinelbridge.http.oauth.OAuthSettings;
import org.sentinelbridge.http.serving.AccessKey;
import org.sentinelbridge.http.serving.Listener;
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
    /** A case is read as a tree, and its texts as characters. Alerts are passed on as the bytes that they are. */
    private static final int TREE = 4;
    private static final String KEY = "webhook.key";
    private static final Listener.Names NAMES = new Listener.Names(
            "webhooks",
            "webhook.host",
            "webhook.port",
            "webhook.tls.certificate",
            "webhook.tls.private-key",
            "webhook.tls.client-ca",
            "webhook.allow-plaintext");

    private final Duration budget;
    private final long mostBodyBytes;
    private final Listener listener;
    private final JsonAnswers answers;
    private final AccessKey key;
    private final Supplier<Optional<OAuthSettings>> issuer;
    private final int concurrent;
    private final int alerts;
    private Optional<Open> open = Optional.empty();

    /** What there is from {@link #open} on. */
    private record Open(Vertx vertx, Router router, Gate gate, Optional<AccessTokens> tokens, List<ExecutorService> workers) {}

    /**
     * Reads the settings, and begins nothing.
     *
     * @param refused is told of what never comes to a route
     * @throws SettingsException if a {@code webhook.*} setting is missing or wrong
     */
    public WebhookServer(Settings settings, Refused refused) {
        this.budget = settings.duration("webhook.budget", Duration.ofSeconds(1), Duration.ofSeconds(55));
        this.mostBodyBytes = settings.bytes("webhook.max-body", 1L << 30);
        this.answers = new JsonAnswers(refused, mostBodyBytes);
        this.listener = new Listener(settings, NAMES, 1, idle(settings, budget));
        this.key = AccessKey.of(KEY, key(settings));
        this.issuer = () -> OAuthSettings.of(settings);
        issuer.get(); // what is wrong in it is told now; the sandbox says where it is when it has started
        this.concurrent = settings.number("webhook.max-concurrent", 1, 2_000);
        this.alerts = settings.number("alert-webhook.max-concurrent", 1, 10_000);
    }

    /**
     * Makes what it serves with. It does not listen yet.
     *
     * @throws SettingsException if a certificate or key cannot be used
     */
    public void open() {
        var vertx = listener.newVertx(new VertxOptions().setEventLoopPoolSize(2).setWorkerPoolSize(1));
        listener.checkCertificates(vertx);
        var router = Router.router(vertx);
        var alertWorkers = workers("alerts", ALERT_THREADS);
        var workers = workers("requests", concurrent);
        var rooms = Map.of("/alerts", new Room(alerts, "alert-webhook.max-concurrent", 429, true, 1, alertWorkers));
        var others = new Room(concurrent, "webhook.max-concurrent", 503, false, TREE, workers);
        var tokens = issuer.get().map(wanted -> new AccessTokens(wanted, Clock.systemUTC()));
        var gate = new Gate(key, tokens, answers, rooms, others, listener.idleTimeout(), router);
        router.route().order(-1).handler(gate);
        answers.install(router);
        open = Optional.of(new Open(vertx, router, gate, tokens, List.of(alertWorkers, workers)));
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
    public void declare(CamelContext context) {
        var engine = new JsonEngine(listener.port(), budget);
        engine.setCamelContext(context);
        // The Camel CLI would start a server of its own, open to all, if it were the one to make this component.
        context.addComponent(PlatformHttpConstants.PLATFORM_HTTP_COMPONENT_NAME, new PlatformHttpComponent());
        context.getRegistry().bind(PlatformHttpConstants.PLATFORM_HTTP_ENGINE_NAME, engine);
    }

    /** Serves the routes of the context. Call when it is open, and before the routes are made. */
    public void serve(CamelContext context) {
        var name = VertxPlatformHttpRouter.getRouterNameFromPort(listener.port());
        var reader = new BodyReader(answers, mostBodyBytes, budget);
        var now = opened();
        context.getRegistry().bind(name, new VertxPlatformHttpRouter(null, now.vertx, now.router, name) {
            @Override
            public Handler<RoutingContext> bodyHandler() {
                return reader;
            }
        });
    }

    /** Starts to listen. Call when the routes have started. */
    public void listen() {
        opened().tokens.ifPresent(AccessTokens::warmUp);
        listener.listen(opened().vertx, opened().router, answers::sendInvalid);
    }

    private Open opened() {
        return open.orElseThrow(() -> new IllegalStateException("the server of the webhooks is not open"));
    }

    /** From now on new requests are answered 503. Returns when those inside have their answers. */
    public void drain() {
        open.ifPresent(now -> now.gate.drain(budget.plusSeconds(1)));
    }

    /** Does something when no request is inside; those who come meanwhile wait, and notice nothing but that. */
    public void whileEmpty(Runnable action) throws InterruptedException {
        opened().gate.whileEmpty(budget, action);
    }

    /** Where callers reach this server, for example {@code https://127.0.0.1:8080}. */
    public String url() {
        return listener.url();
    }

    @Override
    public void close() {
        open.ifPresent(now -> {
            now.vertx.close().toCompletionStage().toCompletableFuture().join();
            now.workers.forEach(ExecutorService::shutdown);
        });
    }

    private static String key(Settings settings) {
        var key = settings.find(KEY).orElseThrow(() -> new SettingsException(
                KEY, "must be set: without a key nothing listens. Make one with: openssl rand -hex 24"));
        if (!key.matches("[A-Za-z0-9_-]+")) {
            LOG.warn("{} holds characters that Kibana changes in URLs; better: openssl rand -hex 24", KEY);
        }
        return key;
    }

    private static Duration idle(Settings settings, Duration budget) {
        var wanted = settings.duration("webhook.idle-timeout", Duration.ofSeconds(1), Duration.ofMinutes(10));
        // Nothing moves on a connection whose caller waits for an answer.
        var least = budget.plusSeconds(1);
        return wanted.compareTo(least) < 0 ? least : wanted;
    }
}
