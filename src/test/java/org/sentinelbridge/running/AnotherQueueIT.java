package org.sentinelbridge.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What editing-routes.md says of other queues and of copies, done with real brokers and a distribution that got the jars. */
final class AnotherQueueIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String QUEUE = "Another queue in the place of outbox:";
    private static final String COPIES = "Copy each alert to a file, an HTTP endpoint, a Kafka topic";

    @TempDir
    private Path folder;

    private Path home;

    @BeforeEach
    void makeHome() {
        home = folder.resolve("home");
        Project.copy(home, "routes", "application.properties");
    }

    @Test
    void alertsWaitInTheQueueUntilLogAnalyticsHasThem() throws Exception {
        var edits = DocumentedEdits.of(QUEUE);
        edits.apply(home, "---");
        try (var azure = new StandIn(); var broker = Broker.artemis(folder.resolve("broker"))) {
            point("application.properties", "61616", broker.port());
            try (var bridge = RunningBridge.startAgain(with("camel-jms", edits), home, azure.settings(), Map.of())) {
                var answer = send(bridge, "a1", "a2");
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
                assertThat(Caller.json(answer).path("accepted").asInt()).isEqualTo(2);
                assertThat(Caller.json(answer).path("duplicates").asInt(-1)).isZero();
                await().atMost(PATIENCE).until(() -> azure.alerts().equals(Set.of("a1", "a2")));

                azure.disturb("{\"ingestion_role\":false}");
                assertThat(send(bridge, "b1").statusCode()).isEqualTo(202);
                assertThat(send(bridge, "b2", "b3").statusCode()).isEqualTo(202);
                bridge.program().awaitOut("WARN .*alert-delivery run=\\S+ not delivered: [^\\n]*Monitoring Metrics Publisher"
                        + "[^\\n]* RoleMissing: Azure answered 403", PATIENCE);
                broker.kill();
                var refused = send(bridge, "c1");
                assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
                assertThat(refused.headers().firstValue("Retry-After")).isPresent();
                assertThat(Caller.json(refused).path("message").asText())
                        .startsWith("The alerts cannot be queued now, none of them was accepted. ")
                        .contains("Cannot connect to server")
                        .endsWith(" Send them again.");

                broker.start();
                azure.leaveInPeace();
                azure.disturb("{\"ingestion_role\":true}");
                await().atMost(PATIENCE).until(() -> azure.alerts().equals(Set.of("a1", "a2", "b1", "b2", "b3")));
                await().atMost(PATIENCE).until(() -> send(bridge, "c1").statusCode() == 202);
                await().atMost(PATIENCE).until(() -> azure.alerts().contains("c1"));
                assertThat(azure.duplicates()).isZero();
                assertThat(Database.rows(home, "SELECT id FROM parked")).isEmpty();
                assertThat(Database.rows(home, "SELECT id FROM outbox")).isEmpty();
            }
        }
    }

    @Test
    void copiesReachAFileAnHttpEndpointAndAKafkaTopic() throws Exception {
        var posted = new ConcurrentLinkedQueue<String>();
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/alerts", call -> {
            posted.add(new String(call.getRequestBody().readAllBytes()));
            call.sendResponseHeaders(204, -1);
            call.close();
        });
        server.start();
        var edits = DocumentedEdits.of(COPIES);
        edits.apply(home, "---");
        try (var azure = new StandIn(); var kafka = Broker.kafka(folder.resolve("broker"))) {
            point("routes/alerts/alert-webhook.camel.yaml", "9092", kafka.port());
            point("routes/alerts/alert-webhook.camel.yaml", "9999", server.getAddress().getPort());
            collectTopic(kafka.port());
            try (var bridge = RunningBridge.startAgain(
                    with("camel-kafka", DocumentedEdits.of(QUEUE)), home, azure.settings(), Map.of())) {
                assertThat(send(bridge, "k1", "k2").statusCode()).isEqualTo(202);
                assertThat(send(bridge, "k3").statusCode()).isEqualTo(202);
                await().atMost(PATIENCE).until(() -> azure.alerts().equals(Set.of("k1", "k2", "k3")));

                await().atMost(PATIENCE).untilAsserted(() -> assertThat(contents("data/copies"))
                        .containsExactlyInAnyOrder("[" + alert("k1") + "," + alert("k2") + "]", "[" + alert("k3") + "]"));
                await().atMost(PATIENCE).untilAsserted(() -> assertThat(posted)
                        .containsExactlyInAnyOrder("[" + alert("k1") + "," + alert("k2") + "]", "[" + alert("k3") + "]"));
                await().atMost(PATIENCE).untilAsserted(() -> assertThat(contents("data/topic"))
                        .containsExactlyInAnyOrder(alert("k1"), alert("k2"), alert("k3")));
                assertThat(bridge.program().out()).doesNotContain("a copy of it failed");
            }
        } finally {
            server.stop(0);
        }
    }

    /** A route of the test's own writes each record of the topic to a file: the bridge has the jars to read it with. */
    private void collectTopic(int port) throws IOException {
        Files.writeString(home.resolve("routes/alerts/topic.camel.yaml"), """
                - route:
                    id: topic
                    nodePrefixId: "topic-"
                    description: The topic's records, for the test to read
                    from:
                      uri: kafka:alerts
                      parameters:
                        brokers: 127.0.0.1:%d
                        autoOffsetReset: earliest
                        groupId: test
                      steps:
                        - to:
                            id: keep
                            uri: file:data/topic
                """.formatted(port));
    }

    /** A distribution with more jars, by the lines of shell that the page shows. */
    private Path with(String jars, DocumentedEdits edits) throws IOException {
        var distribution = folder.resolve("distribution");
        for (var part : List.of("bin", "lib")) {
            Files.createDirectories(distribution.resolve(part));
            for (var file : files(Project.DISTRIBUTION.resolve(part))) {
                Files.copy(file, distribution.resolve(part).resolve(file.getFileName()));
            }
        }
        Files.createSymbolicLink(distribution.resolve("queue"), Broker.jars(jars));
        Program.run(distribution, PATIENCE, List.of("sh", "-c", edits.blocks("sh", "for jar in queue").get(0)));
        assertThat(names(distribution.resolve("lib"))).anyMatch(name -> name.startsWith(jars + "-"));
        assertThat(names(distribution.resolve("lib"))).filteredOn(name -> name.startsWith("netty-common-")).hasSize(1);
        return distribution.resolve("bin/bridge");
    }

    private void point(String file, String documented, int port) throws IOException {
        var path = home.resolve(file);
        var text = Files.readString(path);
        assertThat(text).contains("127.0.0.1:" + documented);
        Files.writeString(path, text.replace("127.0.0.1:" + documented, "127.0.0.1:" + port));
    }

    private List<String> contents(String written) throws IOException {
        var contents = new ArrayList<String>();
        if (Files.isDirectory(home.resolve(written))) {
            for (var file : files(home.resolve(written))) {
                contents.add(Files.readString(file));
            }
        }
        return contents;
    }

    private static List<String> names(Path folder) throws IOException {
        return files(folder).stream().map(file -> file.getFileName().toString()).toList();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static HttpResponse<String> send(RunningBridge bridge, String... uuids) {
        var alerts = Stream.of(uuids).map(AnotherQueueIT::alert).collect(Collectors.joining(",", "{\"alerts\":[", "]}"));
        return bridge.caller().send(bridge.caller().to("/alerts").POST(BodyPublishers.ofString(alerts)));
    }

    private static String alert(String uuid) {
        return "{ \"kibana.alert.uuid\": \"" + uuid + "\" }";
    }
}
