package org.sentinelbridge.elastic.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import co.elastic.clients.elasticsearch.core.bulk.OperationType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sentinelbridge.component.ecs.Document;
import org.sentinelbridge.component.records.SourceRecord;

/** When a document that Elasticsearch does not take is given up. */
class ShipmentTest {

    @Test
    void onlyItsOwnFailuresCountAgainstADocument() {
        var shipment = shipment(1);
        answer(shipment, 429, 429, 500, 429, 429, 503, 500, 429, 408, 500, 500, 429);
        assertThat(shipment.refused()).isEmpty();

        answer(shipment, 500);

        assertThat(shipment.refused()).singleElement()
                .satisfies(refusal -> assertThat(refusal.reason()).contains("Elasticsearch answered 500"));
        assertThat(shipment.isToSend()).isFalse();
    }

    @Test
    void aDocumentIsNotGivenUpForTheFailuresOfAnother() {
        var shipment = shipment(2);
        for (var i = 0; i < 4; i++) {
            shipment.answered(List.of(item(500), item(429)));
        }
        shipment.answered(List.of(item(500), item(500)));

        assertThat(shipment.refused()).hasSize(1);
        assertThat(shipment.size()).isEqualTo(1);
        answer(shipment, 500, 201);
        assertThat(shipment.created()).isEqualTo(1);
    }

    @Test
    void halvingGivesNoDocumentMoreAttempts() {
        var shipment = shipment(2);
        for (var i = 0; i < 4; i++) {
            shipment.answered(List.of(item(500), item(500)));
        }
        shipment.halve();

        answer(shipment, 500, 500);

        assertThat(shipment.refused()).hasSize(2);
    }

    @Test
    void aLockedIndexIsNoMatterOfPrivileges() {
        var shipment = shipment(1);

        var outcome = shipment.answered(List.of(BulkResponseItem.of(item -> item.operationType(OperationType.Create)
                .index("logs")
                .status(403)
                .error(error -> error.type("cluster_block_exception").reason("blocked by: [FORBIDDEN/8/index write (api)];")))));

        assertThat(outcome.again()).hasSize(1);
        assertThat(outcome.trouble()).hasValueSatisfying(trouble -> assertThat(trouble.advice()).contains("index.blocks.write"));
        answer(shipment, 201);
        assertThat(shipment.created()).isEqualTo(1);
    }

    private static void answer(Shipment shipment, int... statuses) {
        for (var status : statuses) {
            shipment.answered(List.of(item(status)));
        }
    }

    private static BulkResponseItem item(int status) {
        return BulkResponseItem.of(item -> item.operationType(OperationType.Create).index("logs").status(status));
    }

    private static Shipment shipment(int documents) {
        return new Shipment(IntStream.range(0, documents).mapToObj(ShipmentTest::document).toList(), 1_000_000, false);
    }

    private static Document document(int number) {
        var json = "{}".getBytes(StandardCharsets.UTF_8);
        return new Document("logs", String.valueOf(number), json, SourceRecord.of(SourceRecord.Stream.EVENT, json, Map.of()), "");
    }
}
