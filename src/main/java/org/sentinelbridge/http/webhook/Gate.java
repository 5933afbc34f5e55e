package org.sentinelbridge.http.webhook;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.sentinelbridge.http.oauth.AccessTokens;
import org.sentinelbridge.http.oauth.Verdict;
import org.sentinelbridge.http.serving.AccessKey;
import org.sentinelbridge.http.serving.WrongKeys;

/**
 * Stands before all routes and looks at nothing but the request's head: who has no key or access token, who comes while the server is
 * stopping, and who would be one too many, goes no further. So no body of a stranger is ever read into memory.
 */
final class Gate implements Handler<RoutingContext> {

    private static final long LOOK_EVERY_MILLIS = 10;
    private static final long GRACE_NANOS = 20_000_000;
    private static final int RETRY_SECONDS = 30;
    private static final Duration MOST_HELD = Duration.ofMillis(500);

    private final AccessKey key;
    private final Optional<AccessTokens> tokens;
    private final WrongKeys wrongKeys = new WrongKeys();
    private final JsonAnswers answers;
    private final Map<String, Room> byPath;
    private final Room others;
    private final int mostWaiting;
    private final String keepAlive;
    private final Handler<HttpServerRequest> router;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile boolean held;
    private volatile long released = System.nanoTime() - GRACE_NANOS;
    private volatile boolean closed;

    /**
     * @param tokens the access tokens that let a caller in beside the key
     * @param byPath rooms of certain paths
     * @param others the room of all other paths
     * @param idleTimeout after which the server closes a connection on which nothing moves
     * @param router what a request comes to again after it has waited, and then meets the routes as they are then
     */
    Gate(
            AccessKey key,
            Optional<AccessTokens> tokens,
            JsonAnswers answers,
            Map<String, Room> byPath,
            Room others,
            Duration idleTimeout,
            Handler<HttpServerRequest> router) {
        this.tokens = tokens;
        this.answers = answers;
        this.router = router;
        this.key = key;
        this.byPath = byPath;
        this.others = others;
        this.mostWaiting = others.most() + byPath.values().stream().mapToInt(Room::most).sum();
        // Node, which Kibana runs on, then does not send on a connection that is about to be closed.
        this.keepAlive = "timeout=" + Math.max(1, idleTimeout.toSeconds() - 2);
    }

    /** From now on every request is answered 503. Waits for those inside, but no longer than this. */
    void drain(Duration most) {
        closed = true;
        try {
            awaitEmpty(most);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Lets requests wait, as soon as those inside are done does something, and lets the requests go on. While one inside hangs, those
     * that wait are let through from time to time, so that none waits for it.
     *
     * @param most how long to wait for those inside; then it is done all the same
     */
    synchronized void whileEmpty(Duration most, Runnable action) throws InterruptedException {
        var end = System.nanoTime() + most.toNanos();
        held = true;
        try {
            while (!awaitEmpty(MOST_HELD) && System.nanoTime() < end) {
                release();
                TimeUnit.MILLISECONDS.sleep(MOST_HELD.toMillis());
                held = true;
            }
            action.run();
        } finally {
            release();
        }
    }

    private void release() {
        released = System.nanoTime();
        held = false;
    }

    /** Whether nobody is inside any more. */
    private boolean awaitEmpty(Duration most) throws InterruptedException {
        var end = System.nanoTime() + most.toNanos();
        // who was let in just before goes in a moment later
        TimeUnit.NANOSECONDS.sleep(GRACE_NANOS);
        while (inside() > 0 && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        }
        return inside() == 0;
    }

    @Override
    public void handle(RoutingContext context) {
        var request = context.request();
        if (isAmbiguous(request)) {
            context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            answers.send(context, 400);
            return;
        }
        context.response().putHeader("Keep-Alive", keepAlive);
        var sig = Optional.ofNullable(request.getParam("sig")).orElse("");
        var apiKey = Optional.ofNullable(request.getHeader("X-Api-Key")).orElse("");
        var authorization = Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION)).orElse("");
        if (key.isIn(sig, apiKey, authorization)) {
            admit(context);
            return;
        }
        var token = tokens.flatMap(taken -> AccessTokens.in(authorization).map(taken::check));
        token.ifPresentOrElse(checked -> onceChecked(context, checked), () -> unauthorized(context, "The webhook key is missing or wrong;"
                + " give webhook.key as sig in the URL, as the header X-Api-Key, as Bearer token or as Basic password"));
    }

    /** While the issuer is asked for its keys the request waits, and nothing of its body is read. */
    private void onceChecked(RoutingContext context, CompletableFuture<Verdict> checked) {
        if (checked.isDone()) {
            decide(context, checked.join());
            return;
        }
        var loop = context.vertx().getOrCreateContext();
        context.request().pause();
        checked.thenAccept(verdict -> loop.runOnContext(go -> decide(context, verdict)));
    }

    private void decide(RoutingContext context, Verdict verdict) {
        switch (verdict.kind()) {
            case ACCEPTED -> admit(context);
            case REFUSED -> unauthorized(context, verdict.why());
            case UNDECIDED -> wrongKeys.refuse(context.vertx(), context.request(),
                    () -> roomOf(context).refuse(answers, context, verdict.why(), RETRY_SECONDS));
        }
    }

    private void unauthorized(RoutingContext context, String why) {
        context.response().putHeader("WWW-Authenticate", "Bearer, Basic realm=\"Sentinel Bridge\"");
        wrongKeys.refuse(context.vertx(), context.request(), () -> answers.send(context, 401, why));
    }

    private void admit(RoutingContext context) {
        wrongKeys.passed(context.request());
        if (closed) {
            // a kept connection would be cut under its next request
            context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            others.refuse(answers, context, "The bridge is stopping; try again");
            return;
        }
        if (isHeld() && waiting.get() < mostWaiting) {
            comeAgain(context);
            return;
        }
        var room = roomOf(context);
        if (isHeld() || !room.enter(context)) {
            room.refuse(answers, context, "The bridge is serving " + room.most() + " requests already (" + room.setting() + "); try again");
            return;
        }
        context.next();
    }

    private Room roomOf(RoutingContext context) {
        return byPath.getOrDefault(RoutePath.of(context), others);
    }

    private int inside() {
        return others.inside().get() + byPath.values().stream().mapToInt(room -> room.inside().get()).sum();
    }

    /** Parameters that cannot be decoded; different programs would read them differently. */
    private static boolean isAmbiguous(HttpServerRequest request) {
        try {
            request.params();
            return false;
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    /** A request that came just before the release has seen the routes as they were then; it too must come again. */
    private boolean isHeld() {
        return held || System.nanoTime() - released < GRACE_NANOS;
    }

    private void comeAgain(RoutingContext context) {
        waiting.incrementAndGet();
        context.request().pause();
        context.vertx().setTimer(LOOK_EVERY_MILLIS, timer -> {
            waiting.decrementAndGet();
            router.handle(context.request());
        });
    }
}
