package org.sentinelbridge.sandbox;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** Sends answers: at once, later, byte by byte or not at all. Waits by timers, never by blocking. */
final class Transmission {

    private static final int NO_CONTENT = 204;

    private final Vertx vertx;

    Transmission(Vertx vertx) {
        this.vertx = vertx;
    }

    void send(HttpServerRequest http, Answer answer, Delivery delivery) {
        if (delivery.delayMillis() > 0) {
            vertx.setTimer(delivery.delayMillis(), timer -> write(http, answer, delivery));
        } else {
            write(http, answer, delivery);
        }
    }

    private void write(HttpServerRequest http, Answer answer, Delivery delivery) {
        if (delivery.cut()) {
            http.connection().close();
            return;
        }
        HttpServerResponse response = http.response();
        if (response.closed()) {
            return;
        }
        response.setStatusCode(answer.status());
        answer.headers().forEach(response::putHeader);
        if (answer.status() == NO_CONTENT) {
            response.end();
        } else if (delivery.dripMillis() > 0) {
            drip(response, answer.body(), delivery.dripMillis());
        } else {
            response.end(Buffer.buffer(answer.body()));
        }
    }

    private void drip(HttpServerResponse response, byte[] body, long millis) {
        response.putHeader("Content-Length", Integer.toString(body.length));
        int[] next = {0};
        vertx.setPeriodic(millis, timer -> {
            if (response.closed()) {
                vertx.cancelTimer(timer);
            } else if (next[0] == body.length) {
                vertx.cancelTimer(timer);
                response.end();
            } else {
                response.write(Buffer.buffer(new byte[] {body[next[0]++]}));
            }
        });
    }
}
