package org.sentinelbridge.http.serving;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.TimeUnit;
import org.sentinelbridge.base.runs.Allowance;

/**
 * A brake on guessing keys: of the answers to wrong ones {@value #BURST} and one more each second come at once, all others after a
 * second, and then the connection ends. As few connections without a key are let in, few keys a second can be tried. Whoever has the key
 * notices nothing of it.
 */
public final class WrongKeys {

    static final int BURST = 20;
    static final long MILLIS_EACH = 1_000;

    private final Allowance atOnce = new Allowance(BURST, MILLIS_EACH, now());

    /**
     * Has a request answered that came without the key.
     *
     * @param answer to be run in the event loop of the request
     */
    public void refuse(Vertx vertx, HttpServerRequest request, Runnable answer) {
        Guest.of(request.connection()).hasKey(false);
        if (isAtOnce()) {
            answer.run();
        } else {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            vertx.setTimer(MILLIS_EACH, later -> answer.run());
        }
    }

    /** Notes that a request came with the key: its connection may hold more than those of strangers. */
    public void passed(HttpServerRequest request) {
        Guest.of(request.connection()).hasKey(true);
    }

    private synchronized boolean isAtOnce() {
        return atOnce.take(now());
    }

    private static long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }
}
