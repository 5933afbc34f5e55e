package org.sentinelbridge.operate.manage;

import io.vertx.core.net.SocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.sentinelbridge.base.runs.Allowance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells in the log of requests without a key. Anybody can cause them, so {@value #BURST} and one more each {@value #MILLIS_EACH} ms are
 * told one by one, and each line says how many came before it that were not.
 */
final class WrongKeyLog {

    static final int BURST = 20;
    static final int MILLIS_EACH = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(WrongKeyLog.class);

    private final LongSupplier millis;
    private final Allowance allowance;
    private int untold;

    WrongKeyLog() {
        this(() -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
    }

    WrongKeyLog(LongSupplier millis) {
        this.millis = millis;
        this.allowance = new Allowance(BURST, MILLIS_EACH, millis.getAsLong());
    }

    void tell(SocketAddress from) {
        line(from).ifPresent(LOG::info);
    }

    synchronized Optional<String> line(SocketAddress from) {
        if (!allowance.take(millis.getAsLong())) {
            untold++;
            return Optional.empty();
        }
        var line = "Management: no or a wrong key from " + from + (untold == 0 ? "" : ", and " + untold + " times more before");
        untold = 0;
        return Optional.of(line);
    }
}
