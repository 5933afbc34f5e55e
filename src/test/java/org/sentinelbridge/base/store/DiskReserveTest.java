package org.sentinelbridge.base.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Something is left free for what makes room. */
class DiskReserveTest {

    private static final long MB = 1L << 20;

    @Test
    void sixteenMegabytesOfALargeDisk() {
        var free = new AtomicLong(16 * MB);
        var reserve = new DiskReserve(free::get, 1_000_000 * MB);
        assertThat(reserve.shortage()).isEmpty();
        free.set(16 * MB - 1);
        await().until(() -> reserve.shortage().isPresent());
        assertThat(reserve.shortage()).contains("less than 16384 KB are left on the disk of the store (store.url)");
        free.set(20 * MB);
        await().until(() -> reserve.shortage().isEmpty());
    }

    @Test
    void aPartOfASmallDisk() {
        assertThat(new DiskReserve(() -> 3 * MB, 40 * MB).shortage()).isEmpty();
        assertThat(new DiskReserve(() -> 2 * MB, 40 * MB).shortage()).isPresent();
    }

    @Test
    void whatComesInBetweenTwoLooksCounts() {
        var reserve = new DiskReserve(() -> 20 * MB, 1_000_000 * MB);
        assertThat(reserve.shortage(MB)).as("in the log and in the file, 2 of the 4 MB").isEmpty();
        assertThat(reserve.shortage(2 * MB)).isPresent();
        await("what was not put in does not count").until(() -> reserve.shortage(2 * MB).isEmpty());
    }

    @Test
    void whatTheFilesHoldOnToCounts() {
        var reserve = new DiskReserve(() -> MB, 1_000_000 * MB);
        assertThat(reserve.shortage()).isPresent();
        reserve.holds(new DiskReserve.Held(8 * MB, 100 * MB, 0));
        assertThat(reserve.shortage()).isEmpty();
        assertThat(reserve.shortage(2 * MB)).as("of which only 1 MB has room in the log").isPresent();
        reserve.holds(new DiskReserve.Held(8 * MB, 100 * MB, 2 * MB));
        assertThat(reserve.shortage()).as("the file has yet to grow by more than there is").isPresent();
    }

    @Test
    void whatCannotBeToldIsNoShortage(@TempDir Path folder) {
        assertThat(new DiskReserve(() -> {
            throw new IOException("gone");
        }, 40 * MB).shortage()).isEmpty();
        assertThat(DiskReserve.of(folder.resolve("missing")).shortage()).isEmpty();
        assertThat(DiskReserve.of(folder).shortage()).isEmpty();
        assertThat(DiskReserve.none().shortage()).isEmpty();
    }
}
