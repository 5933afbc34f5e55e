package org.sentinelbridge.scenarios;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.camel.main.Main;
import org.jdbi.v3.core.Jdbi;
import org.sentinelbridge.app.FreePort;
import org.sentinelbridge.component.conversation.Conversations;
import org.sentinelbridge.component.parked.ParkedMessage;
import org.sentinelbridge.component.parked.ParkedMessages;
import org.sentinelbridge.component.parked.Replayed;
import org.sentinelbridge.component.parked.Replays;

/** The whole bridge, as {@code bridge run} starts it, with its stand-in for Azure, on free ports and a store of its own. */
final class RunningBridge implements AutoCloseable {

    static final String KEY = "scenario-key-0123456789";
    private static final Duration DELIVERED = Duration.ofSeconds(20);
    static final Duration BUDGET = Duration.ofSeconds(5);

    private final Main main = new Main();
    private final int port = FreePort.find();
    private final String storeUrl;
    private final Jdbi store;

    /** @param settings names and values in turn, in place of those for scenarios */
    RunningBridge(String... settings) throws IOException {
        var folder = Files.createDirectories(Path.of("target", "scenarios"));
        storeUrl = "jdbc:sqlite:" + Files.createTempDirectory(folder, "store").resolve("bridge.db");
        main.setDefaultPropertyPlaceholderLocation("file:application.properties");
        main.addOverrideProperty("sandbox.enabled", "true");
        main.addOverrideProperty("sandbox.port", "0");
        main.addOverrideProperty("sandbox.amqp-port", "0");
        main.addOverrideProperty("sandbox.throttle", "false");
        main.addOverrideProperty("sandbox.analytics-rule", "false");
        main.addOverrideProperty("sandbox.events-per-minute", "0");
        main.addOverrideProperty("incidents.enabled", "false");
        main.addOverrideProperty("webhook.port", String.valueOf(port));
        main.addOverrideProperty("management.port", "0");
        main.addOverrideProperty("webhook.key", KEY);
        main.addOverrideProperty("webhook.budget", BUDGET.toMillis() + "ms");
        // Java's client may send on a connection that is being closed
        main.addOverrideProperty("webhook.idle-timeout", "10m");
        main.addOverrideProperty("retry.first-delay", "60ms");
        main.addOverrideProperty("alert-delivery.batch-wait", "300ms");
        main.addOverrideProperty("kibana.url", "https://kibana.example.com");
        main.addOverrideProperty("store.url", storeUrl);
        for (var i = 0; i < settings.length; i += 2) {
            main.addOverrideProperty(settings[i], settings[i + 1]);
        }
        main.start();
        store = Jdbi.create(storeUrl);
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    String storeUrl() {
        return storeUrl;
    }

    String sandboxUrl() {
        return main.getCamelContext().getPropertiesComponent().resolveProperty("sentinel.endpoint").orElseThrow();
    }

    List<ParkedMessage> parked() {
        return new ParkedMessages(store).all();
    }

    /** How much of cases waits to be told. */
    int waiting() {
        return store.withHandle(handle -> handle.createQuery("SELECT count(*) FROM waiting").mapTo(int.class).one());
    }

    /** Replays a parked message as somebody does who has named it. */
    Replayed replay(String id) {
        return main.getCamelContext().getRegistry().findSingleByType(Replays.class).replay(id, Optional.empty());
    }

    /** Waits until no alert waits for its delivery. */
    void awaitDeliveries() {
        await().atMost(DELIVERED).until(() -> store.withHandle(handle ->
                handle.createQuery("SELECT count(*) FROM outbox").mapTo(int.class).one() == 0));
    }

    /** As if no scenario had been before: nothing is parked, and nothing is known of any case. */
    void forget() {
        var conversations = main.getCamelContext().getRegistry().findSingleByType(Conversations.class);
        var names = store.withHandle(handle -> handle.createQuery("SELECT name FROM conversations").mapTo(String.class).list());
        store.useTransaction(handle -> List.of("parked", "waiting", "conversations", "budgets", "budget_slices")
                .forEach(table -> handle.execute("DELETE FROM " + table)));
        names.forEach(name -> conversations.retry("cases", name));
        var cases = conversations.list("cases");
        await().atMost(DELIVERED).pollInterval(Duration.ofMillis(50)).until(() -> cases.pausedUntil().isEmpty());
    }

    @Override
    public void close() {
        main.stop();
    }
}
