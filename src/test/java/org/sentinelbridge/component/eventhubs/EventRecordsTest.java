package org.sentinelbridge.component.eventhubs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.messaging.eventhubs.EventData;
import com.azure.messaging.eventhubs.models.SendOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.sentinelbridge.component.records.RecordReader;
import org.sentinelbridge.component.records.Repairs;
import org.sentinelbridge.component.records.SourceRecord;
import org.sentinelbridge.sandbox.eventhubs.EventHubOptions;
import org.sentinelbridge.sandbox.eventhubs.EventHubsStandIn;

/** Records know where they came from. */
class EventRecordsTest {

    @Test
    void recordsOfAnEnvelopeComeWithThePlaceOfTheirEvent() throws Exception {
        var reader = new EventRecords(new RecordReader(Repairs.of(List.of(), "", "")));
        var records = new CopyOnWriteArrayList<SourceRecord>();
        try (var hub = EventHubsStandIn.start(EventHubOptions.defaults().withHub("Records", 1));
                var producer = Events.producer(hub);
                var node = Node.start(hub, new MemoryCheckpointStore(), "", exchange -> {
                    reader.open(exchange);
                    while (exchange.getVariable("reading", Portions.class).isOpen()) {
                        reader.next(exchange);
                        List<?> portion = exchange.getMessage().getBody(List.class);
                        portion.forEach(record -> records.add((SourceRecord) record));
                    }
                })) {
            producer.send(List.of(new EventData("{\"records\":[]}"), new EventData("{\"records\":[{\"a\":1},{\"a\":2}]}")),
                    new SendOptions().setPartitionKey("key"));
            await().atMost(Duration.ofSeconds(30)).until(() -> records.size() == 2);
            assertThat(records).extracting(SourceRecord::text).containsExactly("{\"a\":1}", "{\"a\":2}");
            assertThat(records.get(1).origin())
                    .containsEntry("eventhub", "records")
                    .containsEntry("consumer_group", "$default")
                    .containsEntry("partition_id", "0")
                    .containsEntry("partition_key", "key")
                    .containsEntry("sequence_number", 1L)
                    .hasEntrySatisfying("offset", offset -> assertThat(offset).isInstanceOf(Long.class))
                    .hasEntrySatisfying("enqueued_time", time -> assertThat(time.toString()).endsWith("Z"));
            await().atMost(Duration.ofSeconds(30)).until(() -> node.status().partitions().iterator().next().events() == 2);
        }
    }
}
