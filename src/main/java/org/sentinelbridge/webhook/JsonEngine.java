package org.sentinelbridge.webhook;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpEngine;
import org.sentinelbridge.retry.Deadline;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the {@code platform-http:} routes: gives each request its deadline, and sees to it that what goes back is a JSON
 * object with its label and with no headers but those meant for the caller, even if a route fails in a way that no error
 * policy foresaw. Camel 4.17 would answer such a failure as {@code text/plain} and an empty body, which Kibana does not take.
 */
final class JsonEngine extends VertxPlatformHttpEngine {

    private static final Logger LOG = LoggerFactory.getLogger(JsonEngine.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final int port;
    private final Duration budget;

    /** @param budget within which a request is to be answered */
    JsonEngine(int port, Duration budget) {
        this.port = port;
        this.budget = budget;
    }

    @Override
    public int getServerPort() {
        return port;
    }

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor route) {
        return super.createConsumer(endpoint, exchange -> serve(exchange, route));
    }

    private void serve(Exchange exchange, Processor route) {
        Deadline.set(exchange, budget);
        var in = exchange.getMessage();
        if (in.getBody() instanceof Buffer buffer) {
            in.setBody(buffer.getBytes());
        }
        try {
            route.process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
        var message = exchange.getMessage();
        var status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, 200, int.class);
        var retryAfter = message.getHeader("Retry-After");
        var answer = exchange.isFailed() ? null : answer(exchange);
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, answer == null ? 500 : status);
        message.setHeader(Exchange.CONTENT_TYPE, JsonAnswers.TYPE);
        if (retryAfter != null) {
            message.setHeader("Retry-After", retryAfter);
        }
        // As a buffer it goes out at once; bytes Camel would have another thread read from a stream.
        message.setBody(Buffer.buffer(answer == null ? failure(exchange) : answer));
        exchange.setException(null);
    }

    private static byte[] answer(Exchange exchange) {
        try {
            return exchange.getMessage().getBody() instanceof ObjectNode object ? JSON.writeValueAsBytes(object) : null;
        } catch (Exception e) {
            exchange.setException(e);
            return null;
        }
    }

    private static byte[] failure(Exchange exchange) {
        LOG.error("Run {} ended without an answer: {}", exchange.getExchangeId(), String.valueOf(exchange.getException()));
        return JsonNodeFactory.instance
                .objectNode()
                .put("message", "The bridge failed; its log tells more")
                .put("run_id", exchange.getExchangeId())
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }
}
