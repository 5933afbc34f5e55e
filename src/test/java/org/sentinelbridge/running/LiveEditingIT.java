package org.sentinelbridge.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Routes, mappings and schemas are edited while requests come in without a pause, none of which may fail. */
final class LiveEditingIT {

    private static final Duration SOON = Duration.ofSeconds(5);

    @TempDir
    private static Path home;

    private static StandIn azure;
    private static RunningBridge bridge;
    private static Caller caller;

    private final List<String> failures = new CopyOnWriteArrayList<>();
    private static final AtomicInteger CASES = new AtomicInteger();
    private ScheduledExecutorService traffic;
    private int linesBefore;

    @BeforeAll
    static void start() {
        azure = new StandIn();
        bridge = RunningBridge.start(home, azure.settings());
        caller = bridge.caller();
    }

    @AfterAll
    static void stop() {
        bridge.close();
        azure.close();
    }

    @BeforeEach
    void startTraffic() {
        linesBefore = bridge.program().out().length();
        var created = caller.post(Caller.create("traffic"));
        assertThat(created.statusCode()).as(created.body()).isEqualTo(200);
        var incident = Caller.json(created).path("sentinel_incident_id").asText();
        traffic = Executors.newScheduledThreadPool(2);
        traffic.scheduleWithFixedDelay(() -> note(() -> caller.trySend(caller.posting(Caller.create("traffic")))), 0, 15, TimeUnit.MILLISECONDS);
        traffic.scheduleWithFixedDelay(
                () -> note(() -> caller.trySend(caller.to("/cases?sentinel_incident_id=" + incident).GET())), 0, 15, TimeUnit.MILLISECONDS);
    }

    @AfterEach
    void stopTrafficAndUndo() throws InterruptedException {
        traffic.shutdown();
        assertThat(traffic.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        assertThat(failures).as(() -> warnings()).isEmpty();
    }

    /** What the bridge's log says of the requests that failed. */
    private String warnings() {
        return written().lines().filter(line -> line.contains(" WARN ") || line.contains(" ERROR ")).collect(Collectors.joining("\n"));
    }

    private void note(Request request) {
        try {
            var answer = request.send();
            if (answer.statusCode() != 200 || !Caller.json(answer).has("sentinel_incident_id")) {
                failures.add(answer.statusCode() + " " + answer.body());
            }
        } catch (IOException | RuntimeException | AssertionError e) {
            failures.add(e.toString());
        }
    }

    @Test
    void aMappingIsLiveSoon() throws IOException {
        assertThat(severityOf("m-1")).isEqualTo("High");
        edit("mappings/incident.jslt", "\"critical\": \"High\"", "\"critical\": \"Medium\"");
        await().atMost(SOON).until(() -> severityOf("m-1").equals("Medium"));
        edit("mappings/incident.jslt", "\"critical\": \"Medium\"", "\"critical\": \"High\"");
        await().atMost(SOON).until(() -> severityOf("m-1").equals("High"));
        assertThat(errors()).isEmpty();
    }

    @Test
    void aSchemaIsLiveSoon() throws IOException {
        assertThat(titled("A longer title than twenty letters")).isEqualTo(200);
        edit("schemas/create-incident.json", "\"maxLength\": 4000", "\"maxLength\": 20");
        await().atMost(SOON).until(() -> titled("A longer title than twenty letters") == 400);
        edit("schemas/create-incident.json", "\"maxLength\": 20\n", "\"maxLength\": 4000\n");
        await().atMost(SOON).until(() -> titled("A longer title than twenty letters") == 200);
        assertThat(errors()).isEmpty();
    }

    /** The route that the platform-http server calls, one that it calls in turn, and a policy that is built into all. */
    @Test
    void routesAreLiveSoon() throws IOException {
        edit("cases/incident-api/incident-api.camel.yaml", "there is no such action;", "no such action at all;");
        await().atMost(SOON).until(() -> caller.post("{\"action\":\"no\"}").body().contains("no such action at all"));
        edit("cases/incident-api/incident-api.camel.yaml", "uri: json-validator:file:routes/schemas/create-incident.json", "uri: json-validator:file:routes/schemas/request.json");
        await().atMost(SOON).until(() -> caller.post("{\"action\":\"create-incident\",\"case_id\":\"r-1\"}").statusCode() == 200);
        edit("failures/error-policy.camel.yaml", "ValidationException           0     400", "ValidationException           0     422");
        await().atMost(SOON).until(() -> caller.post("{\"action\":\"no\"}").statusCode() == 422);
        edit("failures/error-policy.camel.yaml", "ValidationException           0     422", "ValidationException           0     400");
        await().atMost(SOON).until(() -> caller.post("{\"action\":\"no\"}").statusCode() == 400);
        assertThat(errors()).isEmpty();
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("mappings/incident.jslt", "let severities = {", "let severities = {{"),
                Arguments.of("mappings/incident.jslt", "fallback(", "no-such-function("),
                Arguments.of("schemas/create-incident.json", "\"required\": [", "\"required\": [["),
                Arguments.of("cases/incident-api/get-incident.camel.yaml", "- route:", "- route: ]"),
                Arguments.of("cases/incident-api/get-incident.camel.yaml", "uri: direct:read-incident", "uri: no-such-component:read-incident"),
                Arguments.of("cases/incident-api/get-incident.camel.yaml", "- to:", "- teleport:"),
                Arguments.of("cases/incident-api/get-incident.camel.yaml", "uri: direct:read-incident", "uri: direct:no-such-route"),
                Arguments.of("cases/incident-api/get-incident.camel.yaml", "uri: direct:read-incident", "uri: mapping:no-such-mapping"),
                Arguments.of("cases/incident-api/get-incident.camel.yaml", "ref: conversations", "ref: no-such-bean"),
                Arguments.of("failures/tell-failure.camel.yaml", "simple: \"${variable.status}\"", "simple: \"${variable.status\""),
                Arguments.of("failures/tell-failure.camel.yaml", "simple: \"${variable.status}\"", "simple: \"${nonsense}\""),
                Arguments.of("cases/case-webhook.camel.yaml", "routeConfigurationId: answer-caller", "routeConfigurationId2: answer-caller"),
                Arguments.of("cases/case-webhook.camel.yaml", "routeConfigurationId: answer-caller", "routeConfigurationId: answer-caler"),
                Arguments.of("failures/error-policy.camel.yaml", "java.lang.Exception", "org.example.NoSuchException"),
                Arguments.of("failures/error-policy.camel.yaml", "deadLetterUri: direct:answer-failure", "deadLetterUri: direct:no-such-route"),
                Arguments.of("failures/error-policy.camel.yaml", "onExceptionOccurredRef: attempts", "onExceptionOccurredRef: atempts"),
                Arguments.of("failures/error-policy.camel.yaml", "retryWhileRef: attempts", "retryWhileRef: atempts"),
                Arguments.of("failures/error-policy.camel.yaml", "ValidationException           0     400", "ValidationException           0     four hundred"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultLeavesTheOldOneServingUntilItIsRepaired(String file, String right, String wrong) throws IOException {
        var name = Path.of(file).getFileName().toString();
        edit(file, right, wrong);
        await().atMost(SOON).until(() -> !errors().isEmpty());
        assertThat(severityOf("fault-" + name)).isEqualTo("High");
        assertThat(errors()).singleElement().asString().contains(name);
        edit(file, wrong, right);
        await().atMost(SOON).until(() -> written().contains(" is live"));
        assertThat(severityOf("fault-" + name)).isEqualTo("High");
        assertThat(errors()).hasSize(1);
    }

    /** A new action with a route, a mapping and a schema of its own, as {@code cp -r} brings it; and taken away again. */
    @Test
    void aWholeFolderComesAndGoesAsOne() throws IOException {
        var request = "cases/incident-api/incident-api.camel.yaml";
        var before = Files.readString(file(request));
        var action = "{\"action\":\"assign-owner\"}";
        edit(request, "            otherwise:\n              id: is-unknown", """
                              - id: is-assign-owner
                                expression:
                                  simple: "${variable.action} == 'assign-owner'"
                                steps:
                                  - to:
                                      id: assign
                                      uri: direct:assign-owner
                            otherwise:
                              id: is-unknown""".indent(12).stripTrailing());
        await().atMost(SOON).until(() -> !errors().isEmpty());
        assertThat(errors()).singleElement().asString().contains(request, "direct:assign-owner leads to no route");
        Files.createDirectories(file("cases/owners"));
        Files.writeString(file("cases/owners/assign-owner.camel.yaml"), """
                - route:
                    id: assign-owner
                    nodePrefixId: "assign-owner-"
                    description: An action that comes while the bridge runs
                    errorHandler:
                      noErrorHandler: {}
                    from:
                      uri: direct:assign-owner
                      steps:
                        - throwException:
                            id: refuse
                            exceptionType: org.sentinelbridge.base.validation.BadRequestException
                            message: nobody is there to be the owner
                """);
        await().atMost(SOON).until(() -> caller.post(action).body().contains("nobody is there to be the owner"));
        Files.writeString(file(request), before);
        Files.delete(file("cases/owners/assign-owner.camel.yaml"));
        await().atMost(SOON).until(() -> caller.post(action).body().contains("accepted are create-incident"));
        assertThat(errors()).hasSize(1);
    }

    /** At three in the morning Sentinel hangs, and somebody edits a route. */
    @Test
    void nobodyWaitsForACallThatHangs() throws IOException, InterruptedException {
        traffic.shutdown();
        assertThat(traffic.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        var incident = Caller.json(caller.post(Caller.create("read-meanwhile"))).path("sentinel_incident_id").asText();
        azure.disturb("{\"match\": {\"method\": \"PUT\"}, \"delay_ms\": 7000, \"times\": 1}");
        var hanging = caller.sendLater(caller.posting(Caller.create("hanging")));
        edit("cases/incident-api/incident-api.camel.yaml", "there is no such action;", "no such action, even now;");
        var slowest = 0L;
        while (!hanging.isDone()) {
            var start = System.nanoTime();
            assertThat(caller.read(incident).statusCode()).isEqualTo(200);
            slowest = Math.max(slowest, System.nanoTime() - start);
        }
        assertThat(Duration.ofNanos(slowest)).isLessThan(Duration.ofSeconds(3));
        assertThat(hanging.join().statusCode()).as(hanging.join().body()).isEqualTo(200);
        await().atMost(SOON).until(() -> caller.post("{\"action\":\"no\"}").body().contains("even now"));
        edit("cases/incident-api/incident-api.camel.yaml", "no such action, even now;", "there is no such action;");
        await().atMost(SOON).until(() -> caller.post("{\"action\":\"no\"}").body().contains("there is no such action"));
    }

    /** A mapping that makes no JSON object is a fault that no policy foresees; Camel would answer with an empty text. */
    @Test
    void evenAnAnswerThatIsNoneIsAJsonObject() throws IOException {
        traffic.shutdown();
        var original = Files.readString(file("mappings/case-answer.jslt"));
        try {
            Files.writeString(file("mappings/case-answer.jslt"), "\"no object\"\n");
            await().atMost(SOON).until(() -> caller.post(Caller.create("traffic")).statusCode() == 500);
            var answer = caller.post(Caller.create("traffic"));
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
            assertThat(Caller.json(answer).path("message").asText()).isNotEmpty();
            assertThat(Caller.json(answer).path("run_id").asText()).isNotEmpty();
        } finally {
            Files.writeString(file("mappings/case-answer.jslt"), original);
        }
        await().atMost(SOON).until(() -> caller.post(Caller.create("traffic")).statusCode() == 200);
        failures.clear();
    }

    /** Of a case of its own, as a case that has not changed leaves its incident alone. */
    private static String severityOf(String caseId) {
        var answer = caller.post(Caller.create(caseId + "-" + CASES.incrementAndGet(), "critical"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Caller.json(answer).path("severity").asText();
    }

    private static int titled(String title) {
        return caller.post(Caller.create("titled").replace("A case", title)).statusCode();
    }

    private static void edit(String name, String from, String to) throws IOException {
        var text = Files.readString(file(name));
        assertThat(text).contains(from);
        Files.writeString(file(name), text.replace(from, to));
    }

    private static Path file(String name) {
        return home.resolve("routes").resolve(name);
    }

    private String written() {
        return bridge.program().out().substring(linesBefore);
    }

    private List<String> errors() {
        return written().lines().filter(line -> line.contains(" ERROR ")).toList();
    }

    private interface Request {
        java.net.http.HttpResponse<String> send() throws IOException;
    }
}
