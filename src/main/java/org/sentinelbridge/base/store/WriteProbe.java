package org.sentinelbridge.base.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jdbi.v3.core.Handle;

/**
 * Tells whether the store takes what is written. Where something has been written a moment ago, and nothing could not, that is known; else a row is written
 * and taken away again in one transaction, which nobody sees but the disk. Thread safe.
 */
public final class WriteProbe {

    private static final Duration MOMENT = Duration.ofSeconds(5);
    private static final Duration LIMIT = Duration.ofSeconds(4);
    /** More than is free in a page: on a full disk, little things may still be written while alerts are refused. */
    private static final int BYTES = 64_000;

    private final Writes writes;

    public WriteProbe(Store store) {
        this.writes = store.writes();
    }

    /** Why nothing can be written now. */
    public synchronized Optional<String> obstacle() {
        var wellbeing = writes.wellbeing();
        if (wellbeing.trouble().isEmpty() && isOfThisMoment(wellbeing.lastSuccess()) && !isOfThisMoment(wellbeing.lastErrorAt())) {
            return Optional.empty();
        }
        try {
            writes.submit(WriteProbe::write).get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of("The store cannot be written: " + Store.rootMessage(e));
        } catch (TimeoutException e) {
            return Optional.of("The store does not take anything within " + LIMIT.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("The bridge is stopping");
        }
    }

    private static boolean isOfThisMoment(Optional<Instant> time) {
        return time.filter(Instant.now().minus(MOMENT)::isBefore).isPresent();
    }

    private static String write(Handle handle) {
        var mark = "probe:" + UUID.randomUUID();
        handle.execute("INSERT INTO cursors (name, state, owner, leased_until, next_at) VALUES (?, ?, '', 0, 0)", mark, "x".repeat(BYTES));
        handle.execute("DELETE FROM cursors WHERE name = ?", mark);
        return mark;
    }
}
