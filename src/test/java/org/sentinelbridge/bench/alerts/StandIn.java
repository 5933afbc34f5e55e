package org.sentinelbridge.bench.alerts;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;

/**
 * Stands in for Azure's log ingestion: takes all it is sent over TLS and counts the alerts in it. One event loop does it,
 * because it shares the machine with what is measured.
 */
public final class StandIn {

    private final Tally tally = new Tally();

    private StandIn() {}

    /** Takes the port for TLS, the port that tells the counts, and the key store. */
    public static void main(String[] arguments) {
        var vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        var standIn = new StandIn();
        vertx.createHttpServer(new HttpServerOptions()
                        .setHost("127.0.0.1")
                        .setPort(Integer.parseInt(arguments[0]))
                        .setSsl(true)
                        .setKeyCertOptions(new PfxOptions().setPath(arguments[2]).setPassword(Certificate.PASSWORD)))
                .requestHandler(standIn::ingest)
                .listen()
                .compose(tls -> vertx.createHttpServer()
                        .requestHandler(standIn::tell)
                        .listen(Integer.parseInt(arguments[1]), "127.0.0.1"))
                .onFailure(failure -> {
                    failure.printStackTrace();
                    System.exit(1);
                });
    }

    private void ingest(HttpServerRequest request) {
        if (!request.path().startsWith("/dataCollectionRules/")) {
            request.response().setStatusCode(404).end();
            return;
        }
        request.body().onSuccess(body -> {
            try {
                tally.add(body.getBytes(), "gzip".equals(request.getHeader("Content-Encoding")));
                request.response().setStatusCode(204).end();
            } catch (IOException e) {
                request.response().setStatusCode(400).end(e.getMessage());
            }
        });
    }

    private void tell(HttpServerRequest request) {
        var answer = request.path().equals("/count") ? Buffer.buffer(tally.count().text()) : Buffer.buffer(tally.seen());
        request.response().end(answer);
    }
}
