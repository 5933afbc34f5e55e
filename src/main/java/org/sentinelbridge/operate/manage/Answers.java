package org.sentinelbridge.operate.manage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** How answers are written: JSON, errors as {@code {"message": "…"}}, and headers that let a browser do nothing but show them. */
final class Answers {

    private static final Map<Integer, String> MESSAGES = Map.of(
            400, "The request is not valid HTTP",
            404, "There is nothing at this path; /manage/openapi.yaml says what there is",
            405, "This method is not possible here; /manage/openapi.yaml says which are",
            408, "The request came too slowly",
            413, "The body is larger than 4 MB. Replay the message as it is, or send what is corrected to its webhook",
            414, "The request line is too long",
            431, "The request headers are too large",
            500, "The bridge failed; its log tells more",
            503, "The management port has too much to do; try again");
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy", "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
                    + " object-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Cache-Control", "no-store");

    private Answers() {}

    /** Puts the headers on every answer, and has the router answer every error of its own in JSON. */
    static void install(Router router) {
        router.route().order(-2).handler(context -> {
            HEADERS.forEach(context.response()::putHeader);
            context.next();
        });
        MESSAGES.keySet().forEach(status -> router.errorHandler(status, context -> error(context, status)));
    }

    static void error(RoutingContext context, int status) {
        error(context, status, MESSAGES.getOrDefault(status, "The request failed"));
    }

    static void error(RoutingContext context, int status, String message) {
        // a caller that still writes would otherwise see a broken connection in place of the answer
        context.request().resume();
        error(context.response(), status, message);
    }

    static void error(HttpServerResponse response, int status, String message) {
        json(response, status, JsonNodeFactory.instance.objectNode().put("message", message));
    }

    static void json(HttpServerResponse response, int status, JsonNode body) {
        send(response, status, "application/json", body.toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Does nothing if the caller has gone.
     *
     * @return what ends when the last byte is sent, or the caller has gone
     */
    static Future<Void> send(HttpServerResponse response, int status, String type, byte[] body) {
        return response.ended() || response.headWritten() || response.closed()
                ? Future.succeededFuture()
                : response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, type).end(Buffer.buffer(body));
    }
}
