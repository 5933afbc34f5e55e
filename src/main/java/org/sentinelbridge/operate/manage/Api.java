package org.sentinelbridge.operate.manage;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import org.sentinelbridge.base.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has calls answered by threads that may wait for the store, so that the server itself never does. */
final class Api {

    private static final int PIECE = 64 * 1024;
    private static final Logger LOG = LoggerFactory.getLogger(Api.class);

    /** Answers a call, or fails with a {@link Problem}, or an IllegalArgumentException that says what is wrong. May wait. */
    interface Endpoint {
        JsonNode answer(Call call) throws Exception;
    }

    /** Answers a call line by line, as things happen. May wait, and fail with a {@link Problem} before the first line. */
    interface LineEndpoint {
        void answer(Call call, Lines lines) throws Exception;
    }

    /** Answers a call with more than should be in memory. May wait, and fail with a {@link Problem} before the first byte. */
    interface StreamEndpoint {
        void answer(Call call, OutputStream out) throws Exception;
    }

    private final Router router;
    private final Workers workers;
    private final Handler<RoutingContext> bodies;

    /**
     * @param mostBody bytes of a request's body
     * @param patience within which the last of them must have come
     */
    Api(Router router, Workers workers, long mostBody, Duration patience) {
        this.router = router;
        this.workers = workers;
        var reader = BodyHandler.create(false).setBodyLimit(mostBody);
        this.bodies = context -> {
            // whatever it is labelled as, curl says it is a form, it is read as bytes
            context.request().headers().set(HttpHeaders.CONTENT_TYPE, "application/octet-stream");
            endInTime(context, patience);
            reader.handle(context);
        };
    }

    /** One byte now and then would otherwise keep a body open for ever. */
    private static void endInTime(RoutingContext context, Duration patience) {
        var request = context.request();
        var timer = context.vertx().setTimer(patience.toMillis(), late -> {
            if (!request.isEnded()) {
                Answers.error(context, 408);
                request.connection().close();
            }
        });
        context.addEndHandler(done -> context.vertx().cancelTimer(timer));
    }

    /** @param path where parts that begin with a colon stand for anything */
    Api get(String path, Endpoint endpoint) {
        router.get(path).handler(context -> work(context, false, endpoint));
        return this;
    }

    /** @param type of what is sent */
    Api getStream(String path, String type, StreamEndpoint endpoint) {
        router.get(path).handler(context -> {
            var sending = new Sending(context, type);
            later(context, false, () -> {
                var out = new BufferedOutputStream(new SendingStream(sending), PIECE);
                endpoint.answer(new Call(context, Gate.right(context)), out);
                out.close(); // only of what is whole
            });
        });
        return this;
    }

    Api post(String path, Endpoint endpoint) {
        router.post(path).handler(bodies).handler(context -> work(context, false, endpoint));
        return this;
    }

    /** For what may take seconds, because others are asked. */
    Api postLong(String path, Endpoint endpoint) {
        router.post(path).handler(bodies).handler(context -> work(context, true, endpoint));
        return this;
    }

    Api postForLines(String path, LineEndpoint endpoint) {
        router.post(path).handler(bodies).handler(context -> {
            var lines = new Lines(context);
            later(context, true, () -> {
                endpoint.answer(new Call(context, Gate.right(context)), lines);
                lines.end();
            });
        });
        return this;
    }

    private void work(RoutingContext context, boolean isLong, Endpoint endpoint) {
        var loop = context.vertx().getOrCreateContext();
        later(context, isLong, () -> {
            var answer = endpoint.answer(new Call(context, Gate.right(context)));
            loop.runOnContext(now -> Answers.json(context.response(), 200, answer));
        });
    }

    private void later(RoutingContext context, boolean isLong, Work work) {
        var loop = context.vertx().getOrCreateContext();
        try {
            workers.execute(isLong, () -> {
                try {
                    work.run();
                } catch (Problem e) {
                    loop.runOnContext(now -> Answers.error(context, e.status(), e.getMessage()));
                } catch (IllegalArgumentException e) {
                    loop.runOnContext(now -> Answers.error(context, 400, e.getMessage()));
                } catch (Exception | StackOverflowError e) {
                    tell(context, e);
                    loop.runOnContext(now -> fail(context, e));
                }
            });
        } catch (RejectedExecutionException e) {
            context.response().putHeader("Retry-After", "5");
            Answers.error(context, 503);
        }
    }

    private static void tell(RoutingContext context, Throwable failure) {
        var call = context.request().method() + " " + context.currentRoute().getPath();
        if (failure instanceof IOException && (context.response().headWritten() || context.response().closed())) {
            LOG.info("Management: {} is broken off: {}", call, failure.getMessage());
        } else if (Store.isFailure(failure)) {
            LOG.warn("Management: {} failed, because the store does: {}", call, Store.rootMessage(failure));
        } else {
            LOG.error("Management: {} failed", call, failure);
        }
    }

    /** An answer that has begun is broken off, so that nobody takes it for whole. */
    private static void fail(RoutingContext context, Throwable failure) {
        if (context.response().headWritten()) {
            context.response().reset();
        } else if (Store.isFailure(failure)) {
            Answers.error(context, 503, "The store (store.url) cannot be read or written: " + Store.rootMessage(failure)
                    + ". Nothing was changed; free disk space or mend the database, then do it again");
        } else {
            Answers.error(context, 500);
        }
    }

    private interface Work {
        void run() throws Exception;
    }
}
