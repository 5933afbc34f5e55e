package org.sentinelbridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.core.amqp.exception.AmqpException;
import com.azure.messaging.eventhubs.EventData;
import com.azure.messaging.eventhubs.EventHubClientBuilder;
import com.azure.messaging.eventhubs.EventHubConsumerClient;
import com.azure.messaging.eventhubs.models.EventPosition;
import com.azure.messaging.eventhubs.models.PartitionEvent;
import com.azure.messaging.eventhubs.models.SendOptions;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sentinelbridge.sandbox.eventhubs.EventHubOptions;

/** The stand-in for Event Hubs, as the SDK's clients see it and as it is seen and disturbed over HTTP. */
class EventHubsTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofSeconds(2);

    private SandboxClient client;

    @BeforeEach
    void start() {
        client = new SandboxClient(SandboxOptions.defaults().withEventHubs(EventHubOptions.defaults().withRetention(100, 1 << 20), 0));
    }

    @AfterEach
    void stop() {
        client.close();
    }

    private EventHubClientBuilder builder() {
        return new EventHubClientBuilder()
                .connectionString(client.sandbox.eventHubsConnectionString())
                .consumerGroup("$Default")
                .retryOptions(new AmqpRetryOptions().setMaxRetries(0).setTryTimeout(Duration.ofSeconds(5)));
    }

    private static List<String> bodies(EventHubConsumerClient consumer, EventPosition position) {
        return consumer.receiveFromPartition("1", 10, position, SHORT).stream()
                .map(PartitionEvent::getData)
                .map(EventData::getBodyAsString)
                .toList();
    }

    @Test
    void eventsAreReadFromEveryKindOfPosition() {
        try (var producer = builder().buildProducerClient(); var consumer = builder().buildConsumerClient()) {
            var options = new SendOptions().setPartitionId("1");
            producer.send(Stream.of("a", "b", "c").map(EventData::new).toList(), options);
            producer.send(List.of(new EventData("d")), options);
            assertThat(bodies(consumer, EventPosition.earliest())).containsExactly("a", "b", "c", "d");
            assertThat(bodies(consumer, EventPosition.fromSequenceNumber(1))).containsExactly("c", "d");
            assertThat(bodies(consumer, EventPosition.fromSequenceNumber(1, true))).containsExactly("b", "c", "d");
            assertThat(bodies(consumer, EventPosition.fromEnqueuedTime(Instant.EPOCH))).hasSize(4);
            var second = consumer.receiveFromPartition("1", 2, EventPosition.earliest(), SHORT).stream().skip(1).findFirst().orElseThrow();
            assertThat(bodies(consumer, EventPosition.fromOffsetString(second.getData().getOffsetString()))).containsExactly("c", "d");
            var properties = consumer.getPartitionProperties("1");
            assertThat(properties.getLastEnqueuedSequenceNumber()).isEqualTo(3);
            assertThat(consumer.getEventHubProperties().getPartitionIds()).hasSize(4);
        }
    }

    @Test
    void wrongKeysAndUnknownHubsAreRefused() {
        var good = client.sandbox.eventHubsConnectionString();
        for (var bad : List.of(good.replace("SharedAccessKey=", "SharedAccessKey=x"), good.replace("EntityPath=", "EntityPath=no-"))) {
            try (var producer = builder().connectionString(bad).buildProducerClient()) {
                var events = List.of(new EventData("x"));
                assertThatThrownBy(() -> producer.send(events)).isInstanceOf(AmqpException.class);
            }
        }
    }

    @Test
    void oldEventsMakeRoomForNewOnes() {
        for (var i = 0; i < 4; i++) {
            assertThat(client.control("POST", "event-hubs/events?records=5000", "").statusCode()).isEqualTo(200);
        }
        await().atMost(LONG).untilAsserted(() -> assertThat(hub().at("/partitions/0/received").asInt()).isEqualTo(250));
        assertThat(hub().at("/partitions/0/events").asInt()).isBetween(50, 125);
        assertThat(hub().at("/partitions/0/last_sequence").asInt()).isEqualTo(249);
        assertThat(hub().at("/partitions/0/bytes").asInt()).isLessThan((1 << 20) * 5 / 4);
    }

    @Test
    void anEventOfOnesOwnAndMadeUpOnes() {
        var own = client.control("POST", "event-hubs/events", "{\"records\":[{\"Type\":\"Own\"}]}");
        assertThat(own.statusCode()).as(own.body()).isEqualTo(200);
        var madeUp = client.control("POST", "event-hubs/events?records=45", "");
        assertThat(SandboxClient.json(madeUp).path("events").asInt()).isEqualTo(3);
        try (var consumer = builder().buildConsumerClient()) {
            var events = Stream.of("0", "1", "2", "3")
                    .flatMap(id -> consumer.receiveFromPartition(id, 10, EventPosition.earliest(), SHORT).stream())
                    .map(event -> SandboxClient.json(event.getData().getBodyAsString()))
                    .toList();
            assertThat(events).hasSize(4);
            var types = events.stream().flatMap(event -> Stream.iterate(0, i -> i < event.path("records").size(), i -> i + 1)
                    .map(i -> event.path("records").path(i).path("Type").asText())).toList();
            assertThat(types).hasSize(46).contains("Own", "SecurityAlert", "SecurityIncident", "SigninLogs");
        }
        for (var wrong : List.of("0", "-1", "many", "5001", "99999999999")) {
            assertThat(client.control("POST", "event-hubs/events?records=" + wrong, "").statusCode()).isEqualTo(400);
        }
        assertThat(client.control("POST", "event-hubs/events", "").statusCode()).isEqualTo(400);
        assertThat(client.control("POST", "event-hubs/events", "x".repeat((1 << 20) + 1)).statusCode()).isEqualTo(413);
    }

    @Test
    void itIsDisturbed() {
        client.fault("{\"event_hubs\":{\"refuse_sends\":1}}");
        try (var producer = builder().buildProducerClient()) {
            var events = List.of(new EventData("x"));
            assertThatThrownBy(() -> producer.send(events)).hasStackTraceContaining("told to refuse");
            producer.send(events);
            assertThat(hub().path("connections").asInt()).isEqualTo(1);
            client.fault("{\"event_hubs\":{\"cut\":true}}");
            assertThat(hub().path("connections").asInt()).isZero();
        }
        assertThat(client.control("POST", "faults", "{\"event_hubs\":{\"explode\":true}}").statusCode()).isEqualTo(400);
    }

    @Test
    void aResetEmptiesIt() {
        client.control("POST", "event-hubs/events?records=5", "");
        assertThat(client.control("POST", "reset", "").statusCode()).isEqualTo(200);
        await().atMost(LONG).until(() -> hub().at("/partitions/0/events").asInt() == 0);
    }

    private JsonNode hub() {
        return client.state().path("event_hubs");
    }
}
