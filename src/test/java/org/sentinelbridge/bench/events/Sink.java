package org.sentinelbridge.bench.events;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;

/**
 * Stands in for Elasticsearch: takes every document and counts those with different ids. One event loop does it, because it
 * shares the machine with what is measured.
 */
public final class Sink {

    private static final byte[] ID = "\"_id\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TAKEN = ("{\"create\":{\"_index\":\"logs-microsoft_sentinel.event-default\",\"_id\":\"x\",\"_version\":1,\"result\":\"created\",\"status\":201,"
                    + "\"_shards\":{\"total\":1,\"successful\":1,\"failed\":0},\"_seq_no\":1,\"_primary_term\":1}}")
            .getBytes(StandardCharsets.US_ASCII);

    private final Hashes ids = new Hashes();
    private long documents;

    private Sink() {}

    /** Takes the port. */
    public static void main(String[] arguments) {
        var sink = new Sink();
        Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1))
                .createHttpServer()
                .requestHandler(sink::take)
                .listen(Integer.parseInt(arguments[0]), "127.0.0.1")
                .onFailure(failure -> {
                    failure.printStackTrace();
                    System.exit(1);
                });
    }

    private void take(HttpServerRequest request) {
        var response = request.response().putHeader("X-Elastic-Product", "Elasticsearch").putHeader("Content-Type", "application/json");
        switch (request.path()) {
            case "/count" -> response.end(ids.size() + " " + documents);
            case "/_bulk" -> request.body().onSuccess(body -> response.end(bulk(body.getBytes())));
            case "/" -> response.end("{\"version\":{\"number\":\"9.4.0\"},\"tagline\":\"You Know, for Search\"}");
            default -> response.setStatusCode(request.method().name().equals("GET") ? 404 : 200).end("{\"acknowledged\":true}");
        }
    }

    /** Of each two lines the first names the action, and with it the id. */
    private Buffer bulk(byte[] body) {
        var answer = Buffer.buffer("{\"took\":1,\"errors\":false,\"items\":[");
        var separator = "";
        for (var at = 0; at < body.length; at = endOfLine(body, endOfLine(body, at))) {
            ids.add(idHash(body, at));
            documents++;
            answer.appendString(separator).appendBytes(TAKEN);
            separator = ",";
        }
        return answer.appendString("]}");
    }

    private static int endOfLine(byte[] body, int from) {
        var at = from;
        while (at < body.length && body[at] != '\n') {
            at++;
        }
        return Math.min(body.length, at + 1);
    }

    private static long idHash(byte[] body, int from) {
        var at = from;
        while (!startsWith(body, at)) {
            at++;
        }
        var hash = 1125899906842597L;
        for (at += ID.length; body[at] != '"'; at++) {
            hash = 31 * hash + body[at];
        }
        return hash;
    }

    private static boolean startsWith(byte[] body, int at) {
        for (var i = 0; i < ID.length; i++) {
            if (body[at + i] != ID[i]) {
                return false;
            }
        }
        return true;
    }
}
