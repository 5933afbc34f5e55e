package org.sentinelbridge.http.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.TypeConversionException;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConsumer;
import org.sentinelbridge.base.retry.Deadline;
import org.sentinelbridge.base.runs.Passage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a {@code platform-http:} route for each request: gives it its deadline, and sees to it that what goes back is a JSON object
 * with its label and with no headers but those meant for the caller, even if the route fails in a way that no error policy
 * foresaw. Camel 4.17 would answer such a failure as {@code text/plain} with an empty body, which Kibana does not take, and
 * would have another thread read every answer from a stream.
 */
final class JsonConsumer extends VertxPlatformHttpConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(JsonConsumer.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RETRY_AFTER = "Retry-After";

    private final Duration budget;

    /** @param budget within which a request is to be answered */
    JsonConsumer(PlatformHttpEndpoint endpoint, Processor route, String router, Duration budget) {
        super(endpoint, route, List.of(), router);
        this.budget = budget;
    }

    @Override
    protected void handleRequest(RoutingContext context) {
        var exchange = createExchange(false);
        exchange.setPattern(ExchangePattern.InOut);
        var loop = context.vertx().getOrCreateContext();
        processHttpRequest(exchange, context)
                .onFailure(failure -> finish(context, exchange, failure(exchange, failure)))
                .onSuccess(read -> {
                    Stay.of(context).enterRoute();
                    Room.of(context).workers().execute(() ->
                            serve(exchange, answer -> loop.runOnContext(now -> finish(context, exchange, answer))));
                });
    }

    private void finish(RoutingContext context, Exchange exchange, Answer answer) {
        try {
            send(context, exchange, answer);
            Passage.of(exchange).ifPresent(run -> run.answered(answer.status));
            doneUoW(exchange);
            releaseExchange(exchange, false);
        } finally {
            Stay.of(context).leaveRoute();
        }
    }

    /** The method, and the parameters of the query; none of the headers, so that none can change what a route does. */
    @Override
    protected Future<Void> populateCamelMessage(RoutingContext context, Exchange exchange, Message message) {
        var request = context.request();
        message.setHeader(Exchange.HTTP_METHOD, request.method().name());
        if (request.query() != null) {
            for (var name : request.params().names()) {
                if (!name.regionMatches(true, 0, "Camel", 0, 5)) {
                    var values = request.params().getAll(name);
                    message.setHeader(name, values.size() == 1 ? values.get(0) : values);
                }
            }
        }
        message.setBody(BodyReader.body(context));
        return Future.succeededFuture();
    }

    /** Runs the route; a step that waits for something, such as the disk, need not keep a thread meanwhile. */
    private void serve(Exchange exchange, Consumer<Answer> then) {
        try {
            createUoW(exchange);
            Deadline.set(exchange, budget);
        } catch (Exception e) {
            then.accept(failure(exchange, e));
            return;
        }
        getAsyncProcessor().process(exchange, doneSynchronously -> then.accept(answer(exchange)));
        Passage.leaveThread();
    }

    private static Answer answer(Exchange exchange) {
        if (exchange.getException() != null) {
            return failure(exchange, exchange.getException());
        }
        var out = exchange.getMessage();
        if (!(out.getBody() instanceof ObjectNode object)) {
            return failure(exchange, new IllegalStateException("the route's answer is no JSON object"));
        }
        try {
            return new Answer(
                    out.getHeader(Exchange.HTTP_RESPONSE_CODE, 200, int.class),
                    Optional.ofNullable(out.getHeader(RETRY_AFTER, String.class)),
                    JSON.writeValueAsBytes(object));
        } catch (JsonProcessingException | TypeConversionException e) {
            return failure(exchange, e);
        }
    }

    private static Answer failure(Exchange exchange, Throwable failure) {
        LOG.error("Run {} ended without an answer: {}", exchange.getExchangeId(), String.valueOf(failure));
        exchange.setException(null);
        exchange.setVariable("cause", String.valueOf(failure));
        return new Answer(500, Optional.empty(), JsonNodeFactory.instance
                .objectNode()
                .put("message", "The bridge failed; its log tells more")
                .put("run_id", exchange.getExchangeId())
                .toString()
                .getBytes(StandardCharsets.UTF_8));
    }

    private static void send(RoutingContext context, Exchange exchange, Answer answer) {
        var response = context.response();
        if (response.ended() || response.closed()) {
            LOG.info("Run {}: the caller has gone before the answer {}", exchange.getExchangeId(), answer.status);
            return;
        }
        response.setStatusCode(answer.status).putHeader(HttpHeaders.CONTENT_TYPE, JsonAnswers.TYPE);
        answer.retryAfter.ifPresent(seconds -> response.putHeader(RETRY_AFTER, seconds));
        response.end(Buffer.buffer(answer.body));
    }

    private record Answer(int status, Optional<String> retryAfter, byte[] body) {}
}
