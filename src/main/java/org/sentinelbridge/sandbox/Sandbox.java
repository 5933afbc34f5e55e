package org.sentinelbridge.sandbox;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.sentinelbridge.sandbox.elasticsearch.ElasticsearchStandIn;
import org.sentinelbridge.sandbox.eventhubs.EventHubOptions;
import org.sentinelbridge.sandbox.eventhubs.EventHubsStandIn;
import org.sentinelbridge.sandbox.eventhubs.SampleRecords;
import org.sentinelbridge.sandbox.kibana.KibanaStandIn;

/**
 * The running stand-in: Entra ID's token endpoint, Azure Resource Manager's Sentinel incidents API and the two APIs that
 * write to Log Analytics, Elasticsearch and Kibana on one port of 127.0.0.1, and Event Hubs on another one. A single event loop owns all
 * state, so that nothing needs a lock and requests happen one after the other; delays are timers and cost no thread. See the package's description for how it is
 * inspected and disturbed.
 */
public final class Sandbox implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final int LONGEST_LINE = 64 * 1024;
    private static final int FIRST_ROWS = 3;
    private static final int A_MINUTE = 60_000;

    private final Vertx vertx;
    private final HttpServer server;
    private final EventHubsStandIn eventHubs;

    private Sandbox(Vertx vertx, HttpServer server, EventHubsStandIn eventHubs) {
        this.vertx = vertx;
        this.server = server;
        this.eventHubs = eventHubs;
    }

    /**
     * Starts the stand-in and waits until it listens. Not to be called from an event loop.
     *
     * @param port the port to listen on; 0 for any free one
     * @throws IllegalStateException if the port cannot be had
     * @throws UncheckedIOException if that of Event Hubs cannot be had
     */
    public static Sandbox start(int port, SandboxOptions options) {
        return start(port, options, Clock.systemUTC());
    }

    static Sandbox start(int port, SandboxOptions options, Clock clock) {
        EventHubsStandIn eventHubs = startEventHubs(options.eventHubs());
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setUseDaemonThread(true)
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
        try {
            HttpServer server = vertx.createHttpServer(new HttpServerOptions()
                            .setHost(HOST)
                            .setPort(port)
                            .setHttp2ClearTextEnabled(false)
                            .setHandle100ContinueAutomatically(true)
                            .setMaxInitialLineLength(LONGEST_LINE)
                            .setMaxHeaderSize(LONGEST_LINE))
                    .requestHandler(frontDoor(vertx, options, eventHubs, clock)::handle);
            await(server.listen());
            return new Sandbox(vertx, server, eventHubs);
        } catch (ExecutionException | TimeoutException e) {
            vertx.close();
            eventHubs.close();
            throw new IllegalStateException("The sandbox cannot listen on " + HOST + ":" + port, e);
        } catch (InterruptedException e) {
            vertx.close();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the sandbox was starting", e);
        }
    }

    private static EventHubsStandIn startEventHubs(EventHubOptions options) {
        try {
            return EventHubsStandIn.start(options);
        } catch (IOException e) {
            throw new UncheckedIOException("The sandbox cannot listen on " + HOST + ":" + options.port() + ": " + e.getMessage(), e);
        }
    }

    /** Events that come by themselves: some at once, then one at a time. */
    private static void trickle(Vertx vertx, EventHubsControl eventHubs, int eventsPerMinute) {
        if (eventsPerMinute > 0) {
            eventHubs.bring(FIRST_ROWS);
            vertx.setPeriodic(Math.max(1, A_MINUTE / eventsPerMinute), timer -> eventHubs.bring(1));
        }
    }

    private static FrontDoor frontDoor(Vertx vertx, SandboxOptions options, EventHubsStandIn standIn, Clock clock) {
        Switches switches = new Switches(options.throttle());
        Faults faults = new Faults();
        TokenStore tokens = new TokenStore(clock, options);
        OperationCounts counts = new OperationCounts();
        IncidentStore incidents = new IncidentStore(clock, options);
        Throttle throttle = new Throttle(clock);
        IncidentWriter writer = new IncidentWriter(incidents);
        CommentWriter comments = new CommentWriter(incidents, options);
        SentinelOperations sentinel = new SentinelOperations(
                new IncidentOperations(incidents, writer, switches),
                new CommentOperations(incidents, comments),
                new RelatedOperations(incidents));
        TokenGate managers = new TokenGate(options, tokens, clock, Audience.RESOURCE_MANAGER);
        ArmGate gate = new ArmGate(options, managers, switches, throttle, counts);
        Surface rules = new RulesSurface(options, managers, switches);
        Surface arm = new ArmSurface(gate, sentinel, counts, switches);
        Context owner = vertx.getOrCreateContext();
        Surface entra = new EntraSurface(options, tokens, clock, task -> owner.runOnContext(go -> task.run()));
        LogTables tables = new LogTables();
        IngestionGate uploads = new IngestionGate(
                options, new TokenGate(options, tokens, clock, Audience.MONITOR), switches, throttle);
        LogAnalyticsOptions logs = options.logAnalytics();
        RuleIncidents alertRule = new RuleIncidents("5a4db0c5-0000-4000-8000-000000000008", logs.alerts().rule(), incidents);
        RuleIncidents caseRule = new RuleIncidents("5a4db0c5-0000-4000-8000-000000000009", logs.cases().rule(), incidents);
        Map<String, RowIntake> intakes = new HashMap<>(Map.of(
                logs.alerts().name(), new RowIntake(tables, logs.alerts().table(), alertRule),
                logs.cases().name(), new RowIntake(tables, logs.cases().table(), caseRule)));
        RuleIncidents noRule = new RuleIncidents("", Optional.empty(), incidents);
        logs.others().forEach(other -> intakes.put(other.name(), new RowIntake(tables, other.table(), noRule)));
        Surface ingestion = new IngestionSurface(uploads, switches, tables, intakes);
        Surface collector = new CollectorSurface(
                new SharedKeyGate(logs, clock), tables, new InferredColumns(clock));
        ElasticsearchStandIn elasticsearch = new ElasticsearchStandIn(options.elasticsearchBytes());
        EventHubsControl eventHubs = new EventHubsControl(standIn, new SampleRecords(clock, clock.millis()));
        trickle(vertx, eventHubs, options.eventsPerMinute());
        KibanaStandIn kibana = new KibanaStandIn(clock, task -> owner.runOnContext(go -> task.run()));
        ControlSurface control = new ControlSurface(
                new StateReport(incidents, counts, tokens, tables, alertRule, caseRule, elasticsearch, eventHubs, kibana, faults, switches),
                new FaultControl(faults, switches, tokens, throttle, elasticsearch, eventHubs, kibana),
                new PortalEdit(incidents, comments),
                new LogAnalyticsReport(tables),
                eventHubs,
                url -> SandboxSettings.of(url, standIn.connectionString(), options),
                new KibanaControl(kibana),
                List.of(
                        incidents::clear,
                        counts::clear,
                        tokens::clear,
                        tables::clear,
                        alertRule::clear,
                        caseRule::clear,
                        elasticsearch::clear,
                        elasticsearch::resetKnobs,
                        eventHubs::reset,
                        kibana::clear,
                        kibana::resetKnobs,
                        () -> throttle.limit(Throttle.Limits.OF_SENTINEL),
                        faults::clear,
                        switches::reset));
        return new FrontDoor(
                control,
                List.of(new ElasticsearchSurface(elasticsearch), new KibanaSurface(kibana), ingestion, collector, entra, rules, arm),
                faults,
                new Transmission(vertx),
                clock);
    }

    private static <T> T await(Future<T> future)
            throws ExecutionException, TimeoutException, InterruptedException {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    /** The port it listens on. */
    public int port() {
        return server.actualPort();
    }

    /** The base URL without a slash at the end: ARM's endpoint and Entra's authority alike. */
    public String url() {
        return url(port());
    }

    /** The base URL of one that listens on this port. */
    static String url(int port) {
        return "http://" + HOST + ":" + port;
    }

    /** The base URL of the stand-in for Elasticsearch. */
    public String elasticsearchUrl() {
        return url() + "/" + ElasticsearchSurface.PREFIX;
    }

    /** The base URL of the stand-in for Kibana. */
    public String kibanaUrl() {
        return url() + "/" + KibanaSurface.PREFIX;
    }

    /** What a client of the stand-in for Event Hubs needs; its hub stands in it. */
    public String eventHubsConnectionString() {
        return eventHubs.connectionString();
    }

    /** Stops listening, closes all connections and forgets everything. */
    @Override
    public void close() {
        eventHubs.close();
        try {
            await(vertx.close());
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The sandbox did not close", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
