package org.sentinelbridge.base.retry;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * One exchange at a time for each key, in the order of their coming, within this process. An exchange keeps its turn until
 * it is done, retries included. Between processes the other side's etag decides.
 */
public final class Turns {

    private static final String HELD = Turns.class.getName() + ".";

    private final Map<String, Turn> turns = new HashMap<>();

    /**
     * Waits until it is this exchange's turn, or goes on at once if it has the turn already.
     *
     * @throws TimeoutException if the exchange's deadline comes first
     */
    public void await(Exchange exchange, String key) throws InterruptedException, TimeoutException {
        if (!await(exchange, key, Deadline.of(exchange).left())) {
            throw new TimeoutException("Other requests for the same incident took all the time there was");
        }
    }

    /** Takes the turn for what is no exchange yet, if nobody has it. Whoever takes it ends it. */
    public Optional<Hold> take(String key) {
        var turn = join(key);
        if (!turn.free.tryAcquire()) {
            leave(key, turn);
            return Optional.empty();
        }
        return Optional.of(() -> end(key, turn));
    }

    /** As {@link #await(Exchange, String)}, but answers false if it is not its turn within so long. */
    public boolean await(Exchange exchange, String key, Duration patience) throws InterruptedException {
        if (exchange.getProperty(HELD + key) != null) {
            return true;
        }
        var turn = join(key);
        if (!turn.free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            leave(key, turn);
            return false;
        }
        exchange.setProperty(HELD + key, true);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                end(key, turn);
            }

            @Override
            public boolean allowHandover() {
                return false;
            }
        });
        return true;
    }

    private void end(String key, Turn turn) {
        turn.free.release();
        leave(key, turn);
    }

    private synchronized Turn join(String key) {
        var turn = turns.computeIfAbsent(key, k -> new Turn());
        turn.users++;
        return turn;
    }

    private synchronized void leave(String key, Turn turn) {
        if (--turn.users == 0) {
            turns.remove(key);
        }
    }

    /** A turn that somebody has, until it is closed. */
    @FunctionalInterface
    public interface Hold extends AutoCloseable {
        @Override
        void close();
    }

    /** One key's queue. It lives as long as somebody holds or awaits the turn. */
    private static final class Turn {
        private final Semaphore free = new Semaphore(1, true);
        private int users;
    }
}
