package org.sentinelbridge.scenarios;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each folder of src/test/scenarios is a test. With {@code -Dscenarios=create} only those whose names begin so. */
final class ScenariosTest {

    private static final Path SCENARIOS = Path.of("src", "test", "scenarios");
    private static final String WANTED = System.getProperty("scenarios", "");

    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static RunningBridge bridge;
    private static StandIn standIn;

    @BeforeAll
    static void start() throws IOException {
        bridge = new RunningBridge();
        standIn = new StandIn(HTTP, bridge.sandboxUrl());
    }

    @AfterAll
    static void stop() {
        bridge.close();
    }

    @TestFactory
    Stream<DynamicTest> scenarios() throws IOException {
        return Files.list(SCENARIOS)
                .filter(Files::isDirectory)
                .filter(folder -> folder.getFileName().toString().startsWith(WANTED))
                .sorted()
                .map(folder -> DynamicTest.dynamicTest(
                        folder.getFileName().toString(), folder.toUri(), () -> play(folder)));
    }

    private static void play(Path folder) throws IOException, InterruptedException {
        standIn.reset();
        fetchTokens(folder.getFileName().toString().startsWith("alert"));
        bridge.forget();
        new Run(bridge, standIn, HTTP, folder).play();
    }

    /** The reset has made the bridge's tokens invalid; a read of what is not there, and an alert, have it fetch new ones. */
    private static void fetchTokens(boolean alerts) throws IOException, InterruptedException {
        var read = bridge.url() + "/cases?sentinel_incident_id=" + new UUID(0, 0) + "&sig=" + RunningBridge.KEY;
        HTTP.send(HttpRequest.newBuilder(URI.create(read)).build(), BodyHandlers.discarding());
        if (alerts) {
            var send = HttpRequest.newBuilder(URI.create(bridge.url() + "/alerts?sig=" + RunningBridge.KEY));
            HTTP.send(send.POST(BodyPublishers.ofString("{\"alert\":{\"id\":\"Test\"}}")).build(), BodyHandlers.discarding());
            bridge.awaitDeliveries();
        }
    }
}
