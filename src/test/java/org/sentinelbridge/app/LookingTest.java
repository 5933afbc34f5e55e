package org.sentinelbridge.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A context that is not to start its routes, as that of {@code camel export}, is looked at without a trace. */
final class LookingTest {

    @TempDir
    private Path folder;

    @Test
    void nothingBeginsInAContextThatDoesNotStartItsRoutes() throws Exception {
        var before = threads();
        var store = folder.resolve("data/bridge.db");
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var main = bridge(store, String.valueOf(taken.getLocalPort()));
            main.configure().setAutoStartup(false);
            main.start();
            try {
                var context = main.getCamelContext();
                assertThat(context.getRoutes()).extracting(route -> route.getRouteId()).contains("case-webhook", "alert-delivery");
                assertThat(context.resolvePropertyPlaceholders("{{sentinel.endpoint}}")).contains(String.valueOf(taken.getLocalPort()));
                assertThat(folder).isEmptyDirectory();
                assertThat(newThreads(before)).isEmpty();
            } finally {
                main.stop();
            }
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatBeganEndsWithTheContext() throws Exception {
        var before = threads();
        var store = folder.resolve("data/bridge.db");
        var main = bridge(store, "0");
        main.start();
        assertThat(store).exists();
        assertThat(newThreads(before)).isNotEmpty();
        main.stop();
        await().untilAsserted(() -> assertThat(ours(newThreads(before))).isEmpty());
    }

    private static Main bridge(Path store, String port) {
        var main = new Main();
        main.setDefaultPropertyPlaceholderLocation("file:application.properties");
        main.addOverrideProperty("sandbox.enabled", "true");
        for (var name : List.of("sandbox.port", "sandbox.amqp-port", "management.port")) {
            main.addOverrideProperty(name, port);
        }
        main.addOverrideProperty("webhook.port", port.equals("0") ? String.valueOf(FreePort.find()) : port);
        main.addOverrideProperty("webhook.key", "looking-key-0123456789");
        main.addOverrideProperty("management.key", "looking-key-9876543210");
        main.addOverrideProperty("store.url", "jdbc:sqlite:" + store);
        return main;
    }

    private static Set<String> newThreads(Set<String> before) {
        var now = new HashSet<>(threads());
        now.removeAll(before);
        return now;
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).collect(Collectors.toSet());
    }

    private static Set<String> ours(Set<String> threads) {
        return threads.stream()
                .filter(name -> name.matches("(store|outbox|run-|refusals|webhook|manage|elasticsearch|folder-watch|poll-|vert\\.x|call-limits).*"))
                .collect(Collectors.toSet());
    }
}
