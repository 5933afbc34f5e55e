package org.sentinelbridge.bench;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A closed loop: as many clients as connections, each of which sends its next request when it has the answer to the last.
 * One event loop does it all and costs little of what it measures.
 */
final class Load implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setUseDaemonThread(true));
    private final Context context = vertx.getOrCreateContext();
    private final int connections;
    private final HttpClient client;

    Load(int connections) {
        this.connections = connections;
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setKeepAliveTimeout(25), new PoolOptions().setHttp1MaxSize(connections));
    }

    /**
     * Runs a flow on all connections.
     *
     * @param pause of each client between two runs, half as much to half as much again
     * @param settle how long to run before anything is measured
     * @param into where the measurements go
     */
    void run(Supplier<List<Call>> flow, Duration pause, Duration settle, Duration measure, Samples into) {
        var from = System.nanoTime() + settle.toNanos();
        var to = from + measure.toNanos();
        Future.all(IntStream.range(0, connections)
                        .mapToObj(client -> Future.<Void>future(done -> context.runOnContext(
                                start -> pause(pause, () -> loop(flow, pause, from, to, into, done::complete)))))
                        .toList())
                .toCompletionStage().toCompletableFuture().join();
        into.lasted(measure.toNanos() / 1e9);
    }

    /** Runs a flow once; the answer's body. */
    String once(List<Call> calls) {
        return inTurn(calls).toCompletionStage().toCompletableFuture().join();
    }

    private void loop(Supplier<List<Call>> flow, Duration pause, long from, long to, Samples into, Runnable done) {
        var start = System.nanoTime();
        if (start > to) {
            done.run();
            return;
        }
        inTurn(flow.get()).onComplete(result -> {
            var end = System.nanoTime();
            if (result.failed()) {
                into.fail(result.cause().getMessage());
            } else if (end > from && end < to) {
                into.add(end - start);
            }
            pause(pause, () -> loop(flow, pause, from, to, into, done));
        });
    }

    private void pause(Duration pause, Runnable then) {
        if (pause.isZero()) {
            context.runOnContext(next -> then.run());
        } else {
            var half = pause.toMillis() / 2;
            vertx.setTimer(half + ThreadLocalRandom.current().nextLong(2 * half), timer -> then.run());
        }
    }

    private Future<String> inTurn(List<Call> calls) {
        var answer = Future.succeededFuture("");
        for (var call : calls) {
            answer = answer.compose(before -> send(call));
        }
        return answer;
    }

    private Future<String> send(Call call) {
        return client.request(call.request())
                .compose(request -> request.send(call.body()))
                .compose(response -> response.body().map(body -> {
                    if (response.statusCode() != call.status()) {
                        throw new IllegalStateException(response.statusCode() + " " + body);
                    }
                    return body.toString();
                }));
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
