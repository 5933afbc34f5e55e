package org.sentinelbridge.eventhubs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Not too much is in the route at the same time. */
class AdmissionTest {

    private final AtomicBoolean isGivenUp = new AtomicBoolean();

    @Test
    void soManyBatches() throws Exception {
        var admission = new Admission(2, 1_000);
        assertThat(enter(admission, 1).get()).isTrue();
        assertThat(enter(admission, 1).get()).isTrue();
        var third = enter(admission, 1);
        assertThat(third).isNotDone();
        admission.leave(1);
        assertThat(third.get()).isTrue();
    }

    @Test
    void soManyBytes() throws Exception {
        var admission = new Admission(4, 1_000);
        assertThat(enter(admission, 600).get()).isTrue();
        var second = enter(admission, 600);
        assertThat(second).isNotDone();
        admission.leave(600);
        assertThat(second.get()).isTrue();
    }

    @Test
    void whatIsLargerIsAlone() throws Exception {
        var admission = new Admission(4, 1_000);
        assertThat(enter(admission, 5_000).get()).isTrue();
        var second = enter(admission, 1);
        assertThat(second).isNotDone();
        admission.leave(5_000);
        assertThat(second.get()).isTrue();
    }

    @Test
    void oneThatIsGivenUpTakesNothing() throws Exception {
        var admission = new Admission(4, 1_000);
        assertThat(enter(admission, 600).get()).isTrue();
        var second = enter(admission, 600);
        isGivenUp.set(true);
        await().until(second::isDone);
        assertThat(second.get()).isFalse();
        isGivenUp.set(false);
        admission.leave(600);
        for (var i = 0; i < 4; i++) {
            assertThat(enter(admission, 250).get()).isTrue();
        }
    }

    private CompletableFuture<Boolean> enter(Admission admission, long bytes) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return admission.enter(bytes, isGivenUp::get);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }, task -> new Thread(task).start());
    }
}
