package org.sentinelbridge.operate.doctor;

import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Compares this machine's clock with that of the other side, to the second that an HTTP Date header tells. */
final class ClockCheck implements Check {

    private static final Duration FAR = Duration.ofSeconds(60);
    private static final Duration NOTABLE = Duration.ofSeconds(15);

    private final String side;
    private final Theirs theirs;
    private final Clock clock;

    /** Asks the other side for its time; empty if it does not tell. */
    interface Theirs {
        Optional<Instant> ask() throws Exception;
    }

    ClockCheck(String side, Theirs theirs, Clock clock) {
        this.side = side;
        this.theirs = theirs;
        this.clock = clock;
    }

    /** The time in the Date header of whatever is answered there. */
    static Theirs date(Http http, String url) {
        return () -> date(http.get(url));
    }

    static Optional<Instant> date(Http.Reply reply) throws IOException {
        return reply.header("date").flatMap(ClockCheck::parsed);
    }

    private static Optional<Instant> parsed(String date) {
        try {
            return Optional.of(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    @Override
    public String name() {
        return "clock";
    }

    @Override
    public Finding look() throws Exception {
        var before = clock.instant();
        var told = theirs.ask();
        var after = clock.instant();
        if (told.isEmpty()) {
            return Finding.ok(name(), side + " does not tell its time");
        }
        var ahead = Duration.between(told.get(), before).toMillis() > 0
                ? Duration.between(told.get(), before)
                : Duration.between(told.get(), after).toMillis() < 0 ? Duration.between(told.get(), after) : Duration.ZERO;
        var text = "This machine's clock is " + ahead.abs().toSeconds() + " s " + (ahead.isNegative() ? "behind" : "ahead of") + " that of " + side;
        var advice = "Set the clock of this machine (NTP, such as chrony): tokens and times of events depend on it";
        if (ahead.abs().compareTo(FAR) > 0) {
            return Finding.fail(name(), text, advice);
        }
        return ahead.abs().compareTo(NOTABLE) > 0
                ? Finding.warn(name(), text, advice)
                : Finding.ok(name(), "Agrees with that of " + side + " to " + Math.max(1, ahead.abs().toSeconds()) + " s");
    }
}
