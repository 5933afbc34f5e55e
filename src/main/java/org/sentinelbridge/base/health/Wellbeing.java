package org.sentinelbridge.base.health;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Whether something works, and when it last did and did not. Whoever does it tells. Thread safe. */
public final class Wellbeing {

    private volatile Optional<Trouble> trouble = Optional.empty();
    private volatile Optional<Trouble> lastError = Optional.empty();
    private Optional<Instant> askedSince = Optional.empty();
    private volatile long errorMillis;
    private volatile long successMillis;

    /** It has worked. */
    public void works() {
        successMillis = System.currentTimeMillis();
        over();
    }

    /** There is nothing left that does not work, though it has not worked: what could not be done is no longer to be done. */
    public void over() {
        if (trouble.isPresent()) {
            recover();
        }
    }

    /**
     * It has not worked.
     *
     * @param text as in {@link Trouble}
     */
    public synchronized void fails(String text, boolean needsPerson) {
        askedSince = Optional.empty();
        failed(Instant.now(), text, needsPerson);
    }

    /**
     * It has not worked, and the other side asks to be left alone for a while. Says since when it has, again and again, and how long yet.
     *
     * @param text as in {@link Trouble}
     * @param wait how long it is left alone
     */
    public synchronized void asksToWait(String text, Duration wait) {
        var now = Instant.now();
        askedSince = askedSince.or(() -> Optional.of(now));
        failed(now, text + "; it asks to wait, since " + seconds(askedSince.get()) + ", and is tried again at " + seconds(now.plus(wait)), false);
    }

    private static Instant seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    private void failed(Instant now, String text, boolean needsPerson) {
        trouble = Optional.of(new Trouble(text, trouble.map(Trouble::since).orElse(now), needsPerson));
        lastError = trouble;
        errorMillis = now.toEpochMilli();
    }

    private synchronized void recover() {
        trouble = Optional.empty();
        askedSince = Optional.empty();
    }

    /** Why it did not work the last time; empty if it did. */
    public Optional<Trouble> trouble() {
        return trouble;
    }

    /** When it last worked since the start. */
    public Optional<Instant> lastSuccess() {
        return time(successMillis);
    }

    /** What last went wrong since the start, also if it works again; empty if nothing has. */
    public String lastError() {
        return lastError.map(Trouble::text).orElse("");
    }

    /** When that was. */
    public Optional<Instant> lastErrorAt() {
        return time(errorMillis);
    }

    private static Optional<Instant> time(long millis) {
        return millis == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }
}
