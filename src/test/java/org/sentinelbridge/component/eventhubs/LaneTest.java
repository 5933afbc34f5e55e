package org.sentinelbridge.component.eventhubs;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.messaging.eventhubs.EventData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Events become batches by what they have when uncompressed. */
class LaneTest {

    private final EventHubsBatchConfiguration options = new EventHubsBatchConfiguration();
    private final Lane lane = new Lane();

    @Test
    void compressedEventsCountAsMuchAsTheyUnpackTo() throws IOException {
        var event = gzip(400_000);
        lane.add(Collections.nCopies(2, event));
        assertThat(lane.isFull(options)).isFalse();
        lane.add(Collections.nCopies(3, event));
        assertThat(lane.isFull(options)).isTrue();

        assertThat(lane.next(options)).satisfies(batch -> {
            assertThat(batch.events()).hasSize(2);
            assertThat(batch.bytes()).isEqualTo(800_000);
        });
        assertThat(lane.next(options).events()).hasSize(2);
        assertThat(lane.isFull(options)).isFalse();
        assertThat(lane.next(options).events()).hasSize(1);
        assertThat(lane.isEmpty()).isTrue();
    }

    @Test
    void oneThatIsLargerIsAloneAndHoldsUpNothing() throws IOException {
        lane.add(List.of(new EventData("before"), gzip(30_000_000), new EventData("after")));
        assertThat(lane.next(options).events()).hasSize(1);
        assertThat(lane.next(options)).satisfies(batch -> {
            assertThat(batch.events()).hasSize(1);
            assertThat(batch.bytes()).isEqualTo(16 * 1024 * 1024);
        });
        assertThat(lane.next(options).events()).hasSize(1);
    }

    private static EventData gzip(int bytes) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(new byte[bytes]);
        }
        return new EventData(packed.toByteArray());
    }
}
