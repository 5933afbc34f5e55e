package org.sentinelbridge.base.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In which order things are written. */
class WritesTest {

    private final List<String> written = new CopyOnWriteArrayList<>();
    private final CountDownLatch busy = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private Store store;

    @TempDir
    Path folder;

    @BeforeEach
    void occupy() throws InterruptedException {
        store = Database.open(Database.SQLITE.make(folder));
        store.writes().submit(handle -> {
            busy.countDown();
            return goOn.await(20, TimeUnit.SECONDS);
        });
        busy.await();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void whatIsLargeIsPassedByOnceByWhatIsNot() {
        var large = store.writes().submit(new Large("large"), nothing -> {
            written.add("on disk");
            small("late");
        });
        var small = small("small");
        goOn.countDown();

        CompletableFuture.allOf(large, small).join();
        assertThat(written).startsWith("small", "large", "on disk");
    }

    @Test
    void itIsNeverPassedByTwice() {
        var large = store.writes().submit(new Large("large"));
        var small = store.writes().submit(handle -> written.add("small"), nothing -> small("next"));
        goOn.countDown();

        CompletableFuture.allOf(large, small).join();
        assertThat(written).startsWith("small", "large", "next");
    }

    @Test
    void whereThereIsNothingElseItIsWrittenAtOnce() {
        var large = List.of(store.writes().submit(new Large("a")), store.writes().submit(new Large("b")));
        goOn.countDown();

        large.forEach(CompletableFuture::join);
        assertThat(written).containsExactly("a", "b");
    }

    @Test
    void whatWasPassedByIsWrittenBeforeTheEnd() {
        store.writes().submit(new Large("large"));
        small("small");
        goOn.countDown();

        store.close();
        assertThat(written).containsExactly("small", "large");
    }

    private CompletableFuture<Boolean> small(String name) {
        return store.writes().submit(handle -> written.add(name));
    }

    private final class Large implements Writes.Write<Boolean> {

        private final String name;

        private Large(String name) {
            this.name = name;
        }

        @Override
        public Boolean perform(Handle handle) {
            return written.add(name);
        }

        @Override
        public boolean isLarge() {
            return true;
        }
    }
}
