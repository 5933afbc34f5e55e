package org.sentinelbridge.bench.alerts;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Sends alerts on as zipped JSON arrays, some requests at the same time, and forgets what could not be delivered. Belongs to
 * one event loop.
 */
final class Forwarder {

    private static final int LARGEST = 1_000_000;
    private static final long OLDEST_MILLIS = 1_000;
    private static final int MOST_WAITING_BYTES = 8_000_000;
    /** A small text is zipped on the event loop, because handing it to another thread costs more. */
    private static final int SMALL = 32_768;

    private final Vertx vertx;
    private final ThreadLocal<Gzip> gzip;
    private final HttpClient client;
    private final RequestOptions request;
    private final int atOnce;
    private final Queue<byte[]> waiting = new ArrayDeque<>();
    private ByteArrayOutputStream batch;
    private long timer;
    private int waitingBytes;
    private int underWay;

    /** @param atOnce how many requests may be under way at the same time */
    Forwarder(Vertx vertx, String url, String token, int level, int atOnce) {
        this.vertx = vertx;
        this.gzip = ThreadLocal.withInitial(() -> new Gzip(level));
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setKeepAliveTimeout(60), new PoolOptions().setHttp1MaxSize(atOnce));
        this.request = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(url)
                .putHeader("Authorization", "Bearer " + token)
                .putHeader("Content-Type", "application/json")
                .putHeader("Content-Encoding", "gzip");
        this.atOnce = atOnce;
    }

    boolean isFull() {
        return waitingBytes > MOST_WAITING_BYTES;
    }

    void add(byte[] alert) {
        if (batch != null && batch.size() + alert.length + 2 > LARGEST) {
            flush();
        }
        if (batch == null) {
            batch = new ByteArrayOutputStream(2 * alert.length);
            timer = vertx.setTimer(OLDEST_MILLIS, late -> flush());
        }
        batch.write(batch.size() == 0 ? '[' : ',');
        batch.writeBytes(alert);
    }

    /** Sends what has been collected. */
    void flush() {
        if (batch == null) {
            return;
        }
        vertx.cancelTimer(timer);
        batch.write(']');
        waiting.add(batch.toByteArray());
        waitingBytes += batch.size();
        batch = null;
        next();
    }

    private void next() {
        while (underWay < atOnce && !waiting.isEmpty()) {
            underWay++;
            var plain = waiting.remove();
            zip(plain).compose(this::send).onComplete(done -> {
                if (done.failed()) {
                    System.out.println("Lost " + plain.length + " bytes: " + done.cause());
                }
                underWay--;
                waitingBytes -= plain.length;
                next();
            });
        }
    }

    private Future<Buffer> zip(byte[] plain) {
        return plain.length < SMALL
                ? Future.succeededFuture(Buffer.buffer(gzip.get().zip(plain)))
                : vertx.executeBlocking(() -> Buffer.buffer(gzip.get().zip(plain)), false);
    }

    private Future<Buffer> send(Buffer zipped) {
        return client.request(request).compose(call -> call.send(zipped)).compose(answer -> answer.statusCode() == 204
                ? answer.body()
                : Future.failedFuture("status " + answer.statusCode()));
    }
}
