package org.sentinelbridge.bench.alerts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * What the bridge is compared with: a server written by hand that takes alerts and sends them on, and keeps nothing: what it
 * has accepted is gone if it ends, or if Azure refuses. Takes the same settings as the bridge, as system properties.
 */
public final class Baseline extends AbstractVerticle {

    /** System property: true sends what each request brought by itself, false collects. */
    static final String ONE_BY_ONE = "baseline.one-by-one";

    private static final int LOOPS = Runtime.getRuntime().availableProcessors();
    private static final int AT_ONCE_COLLECTED = 4;
    private static final int AT_ONCE_ONE_BY_ONE = 64;

    private final ObjectMapper mapper = new ObjectMapper();
    private final byte[] key = setting("webhook.key").getBytes(StandardCharsets.UTF_8);
    private final boolean oneByOne = Boolean.getBoolean(ONE_BY_ONE);
    private Forwarder forwarder;

    public static void main(String[] arguments) {
        Vertx.vertx(new VertxOptions().setEventLoopPoolSize(LOOPS))
                .deployVerticle(Baseline::new, new DeploymentOptions().setInstances(LOOPS))
                .onFailure(failure -> {
                    failure.printStackTrace();
                    System.exit(1);
                });
    }

    @Override
    public void start(Promise<Void> started) {
        var atOnce = oneByOne ? AT_ONCE_ONE_BY_ONE : AT_ONCE_COLLECTED;
        var url = setting("log-analytics.endpoint") + "/dataCollectionRules/" + setting("log-analytics.dcr-immutable-id")
                + "/streams/" + setting("log-analytics.stream") + "?api-version=2023-01-01";
        forwarder = new Forwarder(vertx, url, setting("azure.static-token"),
                Integer.getInteger("baseline.gzip-level", 1), Math.max(1, atOnce / LOOPS));
        vertx.createHttpServer()
                .requestHandler(this::receive)
                .listen(Integer.getInteger("webhook.port"), "127.0.0.1")
                .<Void>mapEmpty()
                .onComplete(started);
    }

    private void receive(HttpServerRequest request) {
        var shown = request.getHeader("X-Api-Key");
        if (!request.path().equals("/alerts")) {
            answer(request, 404, "{}");
        } else if (shown == null || !MessageDigest.isEqual(key, shown.getBytes(StandardCharsets.UTF_8))) {
            answer(request, 401, "{}");
        } else if (forwarder.isFull()) {
            answer(request, 429, "{}");
        } else {
            request.body().onSuccess(body -> accept(request, body));
        }
    }

    private void accept(HttpServerRequest request, Buffer body) {
        try {
            var alerts = alerts(body.getBytes());
            alerts.forEach(forwarder::add);
            if (oneByOne) {
                forwarder.flush();
            }
            answer(request, 202, "{\"accepted\":" + alerts.size() + "}");
        } catch (JsonProcessingException e) {
            answer(request, 400, "{}");
        } catch (IOException e) {
            answer(request, 500, "{}");
        }
    }

    /** Reads one alert at a time into a tree, because the trees of many would fill the memory. */
    private List<byte[]> alerts(byte[] body) throws IOException {
        var alerts = new ArrayList<byte[]>();
        try (var parser = mapper.createParser(body)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                var isAlerts = parser.currentName().equals("alerts");
                if (parser.nextToken() == JsonToken.START_ARRAY && isAlerts) {
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        alerts.add(mapper.writeValueAsBytes(mapper.<JsonNode>readTree(parser)));
                    }
                } else {
                    parser.skipChildren();
                }
            }
        }
        return alerts;
    }

    private static void answer(HttpServerRequest request, int status, String body) {
        request.response().setStatusCode(status).putHeader("Content-Type", "application/json").end(body);
    }

    private static String setting(String name) {
        return System.getProperty(name);
    }
}
