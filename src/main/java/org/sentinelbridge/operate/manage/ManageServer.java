package org.sentinelbridge.operate.manage;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.sentinelbridge.base.runs.RunTable;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.base.settings.SettingsException;
import org.sentinelbridge.component.conversation.ConversationList;
import org.sentinelbridge.component.parked.Discards;
import org.sentinelbridge.component.parked.ParkedMessages;
import org.sentinelbridge.component.parked.Replays;
import org.sentinelbridge.elastic.kibana.ConnectorScreens;
import org.sentinelbridge.http.serving.Listener;
import org.sentinelbridge.operate.doctor.Connections;

/**
 * The server at the management port, in place of Camel 4.17's own ({@code camel.management.*}), which has no keys, no TLS of our
 * settings and no end for slow clients, and writes health messages into its JSON as they are.
 */
public final class ManageServer implements AutoCloseable {

    /** Of a request. A body that is edited is in memory several times, as text and as JSON. */
    private static final long MOST_BODY = 4L * 1024 * 1024;

    private static final Duration BODY = Duration.ofSeconds(30);
    private static final Duration IDLE = Duration.ofSeconds(75);
    private static final Listener.Names NAMES = new Listener.Names(
            "console",
            "management.host",
            "management.port",
            "management.tls.certificate",
            "management.tls.private-key",
            "management.tls.client-ca",
            "management.allow-plaintext");

    private final Listener listener;
    private final Keys keys;
    private final Workers workers = new Workers();
    private final List<BiConsumer<Router, Api>> shown = new ArrayList<>();
    private Optional<Vertx> vertx = Optional.empty();

    /**
     * Reads the settings, and begins nothing.
     *
     * @throws SettingsException if a {@code management.*} setting is missing or wrong
     */
    public ManageServer(Settings settings) {
        this.listener = new Listener(settings, NAMES, 0, IDLE);
        this.keys = new Keys(settings);
        if (listener.isOpenToOthers() && !hasKeys()) {
            throw new SettingsException("management.key", "must be set, because other machines can reach management.host."
                    + " Make one with: openssl rand -hex 24");
        }
    }

    private Router router(Vertx vertx) {
        var router = Router.router(vertx);
        Answers.install(router);
        var gate = new Gate(keys);
        for (var path : List.of("/console/*", "/manage/*")) {
            router.route(path).order(-1).handler(gate);
        }
        router.get("/").handler(context -> context.redirect("/console/"));
        router.get("/console/*").handler(new Files("/console/", "/console/"));
        router.get("/manage/openapi.yaml").handler(new Files("/manage/", "/org/sentinelbridge/operate/manage/"));
        var api = new Api(router, workers, MOST_BODY, BODY);
        shown.forEach(part -> part.accept(router, api));
        return router;
    }

    /** Shows the checks of a context and the meters of a registry. */
    public ManageServer observe(CamelContext context, PrometheusMeterRegistry meters) {
        shown.add((router, api) -> new Observation(context, meters, workers).install(router));
        return this;
    }

    /** Serves {@code /manage/parked}. */
    public ManageServer parked(ParkedMessages messages, Replays replays, Discards discards) {
        shown.add((router, api) -> new ParkedApi(messages, replays, discards).install(api));
        return this;
    }

    /**
     * Serves {@code /manage/cases}.
     *
     * @param retry has what waits for an incident tried soon; false if nothing waits
     */
    public ManageServer cases(ConversationList cases, Predicate<String> retry) {
        shown.add((router, api) -> new CasesApi(cases, retry).install(api));
        return this;
    }

    /** Serves {@code /manage/runs}. */
    public ManageServer runs(RunTable table) {
        var runs = new RunsApi(table);
        shown.add((router, api) -> {
            router.get("/manage/runs/live").handler(new LiveRuns(table, workers));
            api.get("/manage/runs", runs::list).get("/manage/runs/:id", runs::detail);
        });
        return this;
    }

    /**
     * Serves {@code /manage/connections}.
     *
     * @param made tells them when it is to listen, as where they lead may not be known before
     */
    public ManageServer connections(Supplier<Connections> made) {
        shown.add((router, api) -> {
            var connections = made.get();
            api.get("/manage/connections", call -> Connections.json(connections.look()))
                    .postLong("/manage/connections/check", call -> Connections.json(connections.check()));
        });
        return this;
    }

    /**
     * Serves {@code /manage/setup}.
     *
     * @param isSandbox whether stand-ins take the place of the other sides
     */
    public ManageServer setup(ConnectorScreens screens, List<FlowSwitch> flows, boolean isSandbox) {
        shown.add((router, api) -> api.get("/manage/setup", new SetupApi(screens, flows, isSandbox)::setup));
        return this;
    }

    /**
     * Starts to listen.
     *
     * @throws SettingsException if a certificate or key cannot be used, or the port cannot be had
     */
    public void listen() {
        var serving = listener.newVertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
        listener.checkCertificates(serving);
        vertx = Optional.of(serving);
        listener.listen(serving, router(serving), request -> Answers.error(request.response(), 400, "The request is not valid HTTP"));
    }

    /** Whether the console and the API are on. */
    public boolean hasKeys() {
        return keys.areSet();
    }

    /** Where callers reach this server; its port is known once it listens. */
    public String url() {
        return listener.url();
    }

    @Override
    public void close() {
        vertx.ifPresent(serving -> serving.close().toCompletionStage().toCompletableFuture().join());
        workers.close();
    }
}
