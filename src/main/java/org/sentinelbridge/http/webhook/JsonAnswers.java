package org.sentinelbridge.http.webhook;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The answers that the server gives by itself, before or instead of a route. Kibana takes nothing but a JSON object
 * labelled {@code application/json}, and shows its {@code message}.
 */
final class JsonAnswers {

    static final String TYPE = "application/json";

    private final Refused told;
    private final Map<Integer, String> messages;

    /** @param mostBodyBytes how large a body may be, for those whose is larger */
    JsonAnswers(Refused told, long mostBodyBytes) {
        this.told = told;
        this.messages = Map.of(
                400, "The request is not valid HTTP",
                404, "There is nothing at this path; the case webhook is at /cases, if the sentinel settings switch it on, and the alert"
                        + " webhook at /alerts, if the log-analytics settings do",
                408, "The request came too slowly",
                413, "The request body has more than the " + mostBodyBytes + " bytes that webhook.max-body allows",
                414, "The request line is too long",
                431, "The request headers are too large",
                500, "The bridge failed; its log tells more",
                503, "The bridge cannot take the request now; try again");
    }

    /** Has the router answer every error of its own in JSON. */
    void install(Router router) {
        messages.keySet().forEach(status -> router.errorHandler(status, context -> send(context, status)));
        router.errorHandler(405, context -> notAllowed(router, context));
    }

    void send(RoutingContext context, int status) {
        send(context, status, messages.getOrDefault(status, "The request failed"));
    }

    void send(RoutingContext context, int status, String message) {
        // What is left of the body is read and thrown away: a caller that still writes would otherwise see a broken
        // connection in place of the answer.
        context.request().resume();
        send(RoutePath.of(context), context.response(), status, message);
    }

    /** Answers what is no HTTP, and has come to no router. */
    void sendInvalid(HttpServerRequest request) {
        send("", request.response(), 400, messages.get(400));
    }

    private void send(String path, HttpServerResponse response, int status, String message) {
        if (!response.ended() && !response.headWritten()) {
            var run = UUID.randomUUID().toString();
            told.refused(path == null ? "" : path, run, status, message);
            response.setStatusCode(status)
                    .putHeader(HttpHeaders.CONTENT_TYPE, TYPE)
                    .end(new JsonObject().put("message", message).put("run_id", run).encode());
        }
    }

    private void notAllowed(Router router, RoutingContext context) {
        var methods = router.getRoutes().stream()
                .filter(route -> RoutePath.of(context).equals(route.getPath()) && route.methods() != null)
                .flatMap(route -> route.methods().stream())
                .map(Object::toString)
                .collect(Collectors.toCollection(TreeSet::new));
        var list = String.join(", ", methods);
        context.response().putHeader(HttpHeaders.ALLOW, list);
        send(context, 405, context.request().method() + " is not possible here; possible: " + list);
    }
}
