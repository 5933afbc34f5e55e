package org.sentinelbridge.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.messaging.eventhubs.EventData;
import com.azure.messaging.eventhubs.EventHubClientBuilder;
import com.azure.messaging.eventhubs.EventHubProducerClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sentinelbridge.sandbox.eventhubs.EventHubOptions;
import org.sentinelbridge.sandbox.eventhubs.EventHubsStandIn;

/**
 * A hub that outlives the bridges that receive from it, and the SDK's own producer, which sends sign-ins to it: number 17 is that
 * of {@code user-17}, so that documents tell which events have come.
 */
final class EventTraffic implements AutoCloseable {

    /** How many events a test is about; fewer may be asked for where time is short. */
    static final int EVENTS = Integer.getInteger("es.events", 20_000);

    private static final int PARTITIONS = 4;
    private static final Duration LONG = Duration.ofMinutes(5);

    private final EventHubsStandIn hub;
    private final EventHubProducerClient producer;
    private int sent;

    EventTraffic() {
        try {
            hub = EventHubsStandIn.start(EventHubOptions.defaults().withHub("sentinel", PARTITIONS).withRetention(100_000, 1L << 30));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        producer = new EventHubClientBuilder()
                .connectionString(hub.connectionString())
                .retryOptions(new AmqpRetryOptions().setDelay(Duration.ofMillis(100)).setTryTimeout(Duration.ofSeconds(30)))
                .buildProducerClient();
    }

    EventHubsStandIn hub() {
        return hub;
    }

    /** Everything that a bridge must be told to receive from it, next to Azure's stand-in and Elasticsearch. */
    Map<String, String> settings(StandIn azure, RealElasticsearch elasticsearch, String namespace) {
        return settings(azure, elasticsearch.settings(namespace));
    }

    /** The same with other settings of Elasticsearch. */
    Map<String, String> settings(StandIn azure, Map<String, String> elasticsearch) {
        var settings = new LinkedHashMap<>(azure.settings());
        settings.putAll(elasticsearch);
        settings.putAll(Map.of("incidents.enabled", "false", "event-hubs.connection-string", hub.connectionString(),
                "event-hubs.batch-wait", "200ms", "event-hubs.take-over", "6s"));
        return settings;
    }

    /** Sends so many more events. */
    void send(int count) {
        var batch = producer.createBatch();
        for (var end = sent + count; sent < end; sent++) {
            var event = new EventData(signIn(sent));
            if (batch.getCount() == 200 || !batch.tryAdd(event)) {
                producer.send(batch);
                batch = producer.createBatch();
                batch.tryAdd(event);
            }
        }
        producer.send(batch);
    }

    /** Sends an event of one's own. */
    void send(String body) {
        producer.send(java.util.List.of(new EventData(body)));
    }

    /** Sends what is left of all. */
    void sendRest() {
        send(EVENTS - sent);
    }

    /** Waits until all events that were sent are documents, and looks whether each is one and only one. */
    void assertAllAreThereOnce(RealElasticsearch elasticsearch, String namespace) {
        await().atMost(LONG).pollInterval(Duration.ofMillis(500)).until(() -> elasticsearch.count(namespace) >= sent);
        var users = elasticsearch.values(namespace, "user.name");
        assertThat(users.keySet()).isEqualTo(IntStream.range(0, sent).mapToObj(i -> "user-" + i).collect(Collectors.toSet()));
        assertThat(users.values()).containsOnly(1);
    }

    /** As a data export rule of a workspace sends it. */
    static String signIn(int number) {
        var hour = number / 3_600 % 24;
        return """
                {"records":[{"TimeGenerated":"2026-02-03T%02d:%02d:%02d.%07dZ","Type":"SigninLogs","TenantId":"7d0f4c1e-5a10-4a3e-9a1b-0c6d8f1e2b3a",
                "_ItemId":"%08x-1111-4222-8333-944445555666","OperationName":"Sign-in activity","Category":"SignInLogs",
                "UserPrincipalName":"user-%d@fabrikam.example","UserDisplayName":"User %d","IPAddress":"198.51.100.%d","ResultType":"%s",
                "AppDisplayName":"Fabrikam Payroll","Location":"KE","CorrelationId":"%08x-7777-4888-8999-9aaaabbbbccc",
                "DeviceDetail":"{\\"operatingSystem\\":\\"Linux\\",\\"browser\\":\\"Firefox 140\\"}"}]}
                """.formatted(hour, number / 60 % 60, number % 60, number % 10_000_000, number, number, number, number % 250 + 1,
                number % 5 == 0 ? "50126" : "0", number);
    }

    @Override
    public void close() {
        producer.close();
        hub.close();
    }
}
