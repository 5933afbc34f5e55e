package org.sentinelbridge.operate.manage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;

/**
 * Health and metrics, for machines and without a key: {@code /observe/health}, of which {@code /live} and {@code /ready} are
 * parts, and
 * {@code /observe/metrics} for Prometheus. In the paths and the form of Camel's own management server, except that whatever a
 * check says stays valid JSON. {@code ?data=true} adds all details of the health checks.
 */
final class Observation {

    /** Anybody may ask for the metrics, 100 KB, and not read them. */
    private static final int MOST_UNSENT = 16;

    private static final String FULL = "full";
    private static final String PLAIN = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private final CamelContext camel;
    private final PrometheusMeterRegistry meters;
    private final Workers workers;
    private final AtomicInteger unsent = new AtomicInteger();

    Observation(CamelContext camel, PrometheusMeterRegistry meters, Workers workers) {
        this.camel = camel;
        this.meters = meters;
        this.workers = workers;
    }

    void install(Router router) {
        router.get("/observe/health").handler(later(asked -> health(HealthCheckHelper.invoke(camel, FULL), false, asked.data)));
        router.get("/observe/health/live")
                .handler(later(asked -> health(HealthCheckHelper.invokeLiveness(camel, FULL), false, asked.data)));
        router.get("/observe/health/ready")
                .handler(later(asked -> health(HealthCheckHelper.invokeReadiness(camel, FULL), true, asked.data)));
        router.get("/observe/metrics").handler(this::metricsLater);
    }

    private void metricsLater(RoutingContext context) {
        if (unsent.incrementAndGet() > MOST_UNSENT) {
            unsent.decrementAndGet();
            Answers.error(context, 503);
        } else {
            later(this::metrics, unsent::decrementAndGet).handle(context);
        }
    }

    private Handler<RoutingContext> later(Function<Asked, Answer> question) {
        return later(question, () -> {});
    }

    /** @param sent is run when the last byte of the answer is sent, or there will be none */
    private Handler<RoutingContext> later(Function<Asked, Answer> question, Runnable sent) {
        return context -> {
            var loop = context.vertx().getOrCreateContext();
            var asked = new Asked(
                    Optional.ofNullable(context.request().getHeader(HttpHeaders.ACCEPT)).orElse(""),
                    context.queryParam("data").contains("true"));
            try {
                workers.execute(false, () -> answer(context, loop, question, asked, sent));
            } catch (RejectedExecutionException e) {
                sent.run();
                Answers.error(context, 503);
            }
        };
    }

    private static void answer(RoutingContext context, Context loop, Function<Asked, Answer> question, Asked asked, Runnable sent) {
        try {
            var answer = question.apply(asked);
            loop.runOnContext(now -> Answers.send(context.response(), answer.status, answer.type, answer.body)
                    .onComplete(done -> sent.run()));
        } catch (RuntimeException e) {
            sent.run();
            throw e;
        }
    }

    private static Answer health(Collection<HealthCheck.Result> results, boolean isReadiness, boolean withData) {
        var isUp = HealthCheckHelper.isResultsUp(results, isReadiness);
        var json = JsonNodeFactory.instance.objectNode().put("status", isUp ? "UP" : "DOWN");
        var checks = json.putArray("checks");
        results.forEach(result -> checks.add(check(result, withData)));
        return new Answer(isUp ? 200 : 503, "application/json", json.toString());
    }

    private static JsonNode check(HealthCheck.Result result, boolean withData) {
        var check = JsonNodeFactory.instance.objectNode()
                .put("name", result.getCheck().getId())
                .put("status", result.getState().name());
        result.getMessage().or(() -> result.getError().map(error -> String.valueOf(error.getMessage())))
                .ifPresent(message -> check.put("message", message));
        if (withData) {
            var data = check.putObject("data");
            var details = Optional.ofNullable(result.getDetails()).orElse(Map.of());
            new TreeMap<>(details).forEach((name, value) -> data.put(name, String.valueOf(value)));
        }
        return check;
    }

    private Answer metrics(Asked asked) {
        var type = asked.accept.contains("application/openmetrics-text") ? OPEN_METRICS : PLAIN;
        return new Answer(200, type, meters.scrape(type));
    }

    /**
     * What the caller wants.
     *
     * @param accept the header Accept, or the empty text
     * @param data whether all details are wanted
     */
    private record Asked(String accept, boolean data) {}

    private record Answer(int status, String type, byte[] body) {

        Answer(int status, String type, String body) {
            this(status, type, body.getBytes(StandardCharsets.UTF_8));
        }
    }
}
