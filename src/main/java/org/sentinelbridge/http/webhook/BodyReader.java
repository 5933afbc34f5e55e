package org.sentinelbridge.http.webhook;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import org.sentinelbridge.base.gzip.Trailer;

/**
 * Reads the body whole, up to a limit, as what it is: bytes. Kibana's webhook connector labels JSON as
 * {@code application/x-www-form-urlencoded} when no header is configured, and Vert.x's own body handler would take such a
 * body to pieces.
 *
 * <p>All large bodies that are in memory at the same time together keep to the limit too; who comes with more is told to come
 * again. What counts is what a request needs while it is served, see {@link Room#weight}; the
 * first {@value #SMALL} bytes of it do not, so that one large body keeps no ordinary case out.
 */
final class BodyReader implements Handler<RoutingContext> {

    private static final String KEY = BodyReader.class.getName();
    private static final String BYTES = "application/octet-stream";
    private static final int SMALL = 64 * 1024;
    /** What comes in pieces is there twice while they are put together. */
    private static final int PUT_TOGETHER = 2;

    private final JsonAnswers answers;
    private final long most;
    private final Duration patience;
    private final AtomicLong held = new AtomicLong();

    /**
     * @param most bytes, of one body and of all at the same time
     * @param patience within which the last byte must have come
     */
    BodyReader(JsonAnswers answers, long most, Duration patience) {
        this.answers = answers;
        this.most = most;
        this.patience = patience;
    }

    /** What was read. */
    static byte[] body(RoutingContext context) {
        return context.get(KEY);
    }

    @Override
    public void handle(RoutingContext context) {
        var request = context.request();
        var announced = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (announced != null && Long.parseLong(announced) > most) {
            answers.send(context, 413);
            return;
        }
        var size = announced == null ? 0 : Long.parseLong(announced);
        var taken = new AtomicLong();
        var weight = Math.max(Room.of(context).weight(), announced == null ? PUT_TOGETHER : 1);
        Stay.of(context).atEnd(() -> held.addAndGet(-taken.get()));
        if (!take(weight * size, taken)) {
            full(context);
            return;
        }
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            context.response().writeContinue();
        }
        var body = new Collected((int) size);
        Stay.of(context).atEnd(() -> {
            // a connection that stays open remembers its last request
            body.clear();
            context.remove(KEY);
        });
        var complete = new AtomicBoolean();
        request.handler(chunk -> {
            if (context.response().ended()) {
                return;
            }
            if (body.length() + chunk.length() > most) {
                answers.send(context, 413);
            } else if (announced == null && !take((long) weight * (body.length() + chunk.length()), taken)) {
                full(context);
            } else {
                body.add(chunk);
            }
        });
        request.endHandler(end -> {
            complete.set(true);
            if (!context.response().ended()) {
                unpack(context, body, taken).ifPresent(unpacked -> {
                    request.headers().set(HttpHeaders.CONTENT_TYPE, BYTES);
                    context.put(KEY, unpacked);
                    context.next();
                });
            }
        });
        request.resume();
        if (!complete.get()) {
            var timer = context.vertx().setTimer(patience.toMillis(), late -> {
                if (!complete.get()) {
                    answers.send(context, 408);
                    request.connection().close();
                }
            });
            context.addEndHandler(done -> context.vertx().cancelTimer(timer));
        }
    }

    /**
     * Undoes gzip, no further than the limit and the room for all bodies allow: a small file can unfold to gigabytes, and
     * Vert.x's own decompression unfolds as much as one network packet holds before anybody can say stop.
     */
    private Optional<byte[]> unpack(RoutingContext context, Collected packed, AtomicLong taken) {
        var encoding = Optional.ofNullable(context.request().getHeader(HttpHeaders.CONTENT_ENCODING)).orElse("identity");
        if (encoding.equalsIgnoreCase("identity")) {
            return Optional.of(packed.take());
        }
        if (!encoding.equalsIgnoreCase("gzip") && !encoding.equalsIgnoreCase("x-gzip")) { // the same, RFC 9110, section 8.4.1.3
            answers.send(context, 415, "Content-Encoding can only be gzip");
            return Optional.empty();
        }
        var weight = Room.of(context).weight();
        var size = Trailer.size(packed.lastInt(), packed.length(), most);
        if (!take(packed.length() + (long) weight * size, taken)) {
            full(context);
            return Optional.empty();
        }
        var unpacked = new Collected(size);
        var chunk = new byte[SMALL];
        try (var gzip = new GZIPInputStream(packed.stream())) {
            for (var n = gzip.read(chunk); n >= 0; n = gzip.read(chunk)) {
                if (unpacked.length() + n > most) {
                    answers.send(context, 413);
                    return Optional.empty();
                }
                if (unpacked.length() + n > size && !take(packed.length() + (long) Math.max(PUT_TOGETHER, weight) * (unpacked.length() + n), taken)) {
                    full(context);
                    return Optional.empty();
                }
                unpacked.add(chunk, n);
            }
            packed.clear();
            return Optional.of(unpacked.take());
        } catch (IOException e) {
            if (Room.of(context).keepsBroken()) {
                unpacked.clear();
                return Optional.of(packed.take());
            }
            answers.send(context, 400, "The request body is not valid gzip");
            return Optional.empty();
        }
    }

    private void full(RoutingContext context) {
        Room.of(context).refuse(answers, context, "The bridge is reading other large bodies (webhook.max-body); try again");
    }

    /**
     * Has a request take as much of the room for all bodies as it needs; false if there is not so much. The largest take all there
     * is, though they need a little more.
     */
    private boolean take(long need, AtomicLong taken) {
        var bytes = Math.min(need, most) - SMALL - taken.get();
        if (bytes <= 0) {
            return true;
        }
        if (held.addAndGet(bytes) > most) {
            held.addAndGet(-bytes);
            return false;
        }
        taken.addAndGet(bytes);
        return true;
    }
}
