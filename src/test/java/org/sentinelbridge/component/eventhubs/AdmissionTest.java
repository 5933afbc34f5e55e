package org.sentinelbridge.component.eventhubs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Not too much is in the route at the same time. */
class AdmissionTest {

    private final Admission admission = new Admission(4, 1_000);
    private final AtomicBoolean isGivenUp = new AtomicBoolean();

    @Test
    void soManyBatches() throws Exception {
        for (var i = 0; i < 4; i++) {
            assertThat(enter(1).get()).isTrue();
        }
        var fifth = enter(1);
        assertThat(fifth).isNotDone();
        admission.leave(1);
        assertThat(fifth.get()).isTrue();
    }

    @Test
    void soManyBytes() throws Exception {
        assertThat(enter(600).get()).isTrue();
        var second = enter(600);
        assertThat(second).isNotDone();
        admission.leave(600);
        assertThat(second.get()).isTrue();
    }

    @Test
    void whatIsLargerIsAlone() throws Exception {
        assertThat(enter(5_000).get()).isTrue();
        var second = enter(1);
        assertThat(second).isNotDone();
        admission.leave(5_000);
        assertThat(second.get()).isTrue();
    }

    @Test
    void oneThatIsGivenUpTakesNothing() throws Exception {
        assertThat(enter(600).get()).isTrue();
        var second = enter(600);
        isGivenUp.set(true);
        await().until(second::isDone);
        assertThat(second.get()).isFalse();
        isGivenUp.set(false);
        admission.leave(600);
        for (var i = 0; i < 4; i++) {
            assertThat(enter(250).get()).isTrue();
        }
    }

    private CompletableFuture<Boolean> enter(long bytes) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return admission.enter(bytes, isGivenUp::get);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }, task -> new Thread(task).start());
    }
}
