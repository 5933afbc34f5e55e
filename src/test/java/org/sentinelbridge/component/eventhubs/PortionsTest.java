package org.sentinelbridge.component.eventhubs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sentinelbridge.component.records.SourceRecord;

/** The records of a batch come a few at a time, all of them and in order. */
class PortionsTest {

    private final AtomicInteger opened = new AtomicInteger();

    @Test
    void anOrdinaryBatchIsOnePortion() {
        var portions = portions(Stream.generate(() -> records(1, 2_000)).limit(500));
        assertThat(portions.next()).hasSize(500);
        assertThat(portions.isOpen()).isFalse();
        assertThat(portions.records()).isEqualTo(500);
    }

    @Test
    void whatHasManyRecordsIsSeveral() {
        var portions = portions(Stream.of(records(3_000, 1_100), records(0, 0), records(2, 100)));
        var sizes = new ArrayList<Integer>();
        while (portions.isOpen()) {
            sizes.add(portions.next().size());
        }
        assertThat(sizes).containsExactly(1_250, 1_250, 502);
        assertThat(portions.records()).isEqualTo(3_002);
    }

    @Test
    void tinyOnesCountAsWhatTheirDocumentsHave() {
        var portions = portions(Stream.of(records(100_000, 2)));
        assertThat(portions.next()).hasSizeLessThan(5_000);
    }

    @Test
    void anEventIsOpenedWhenTheOnesBeforeItAreRead() {
        var portions = portions(Stream.of(records(2, 1_500_000), records(1, 1_500_000)));
        assertThat(portions.next()).hasSize(2);
        assertThat(opened).hasValue(1);
        assertThat(portions.next()).hasSize(1);
        assertThat(opened).hasValue(2);
        assertThat(portions.isOpen()).isFalse();
    }

    @Test
    void aBatchWithNothingInItIsOneEmptyPortion() {
        var portions = portions(Stream.of(records(0, 0), records(0, 0)));
        assertThat(portions.isOpen()).isTrue();
        assertThat(portions.next()).isEmpty();
        assertThat(portions.isOpen()).isFalse();
    }

    private Portions portions(Stream<List<SourceRecord>> events) {
        return new Portions(events
                .map(records -> (Supplier<Iterator<SourceRecord>>) () -> {
                    opened.incrementAndGet();
                    return records.iterator();
                })
                .iterator());
    }

    private static List<SourceRecord> records(int number, int bytes) {
        return IntStream.range(0, number)
                .mapToObj(i -> SourceRecord.of(SourceRecord.Stream.EVENT, new byte[bytes], Map.of()))
                .toList();
    }
}
