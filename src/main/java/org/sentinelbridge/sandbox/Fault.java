package org.sentinelbridge.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/**
 * What is to go wrong, and with which requests. The package's description explains the fields.
 *
 * @param times how many requests meet it; 0 for all
 */
record Fault(
        Match match,
        Optional<Integer> status,
        Map<String, String> headers,
        Optional<JsonNode> body,
        long delayMillis,
        Cut cut,
        boolean commit,
        long dripMillis,
        int times) {

    /** When the connection is closed instead of an answer. */
    enum Cut {
        NEVER,
        BEFORE,
        AFTER
    }

    /** Which requests meet the fault; what is empty does not matter. */
    record Match(Optional<String> method, Optional<Pattern> path) {

        boolean fits(Request request) {
            return method.map(m -> m.equalsIgnoreCase(request.method())).orElse(true)
                    && path.map(p -> p.matcher(request.path()).find()).orElse(true);
        }
    }

    /** The answer that the request gets, executed or not. */
    CompletionStage<Answer> disturb(Surface surface, Request request) {
        boolean executed = cut == Cut.AFTER || cut == Cut.NEVER && (commit || status.isEmpty());
        CompletionStage<Answer> answer = executed
                ? surface.answerLater(request)
                : CompletableFuture.completedFuture(surface.refusal(status.orElse(503)));
        return answer.thenApply(plain -> disturbed(executed && status.isPresent() ? surface.refusal(status.get()) : plain));
    }

    private Answer disturbed(Answer answer) {
        return answer.withBody(body.map(Fault::bytes).orElse(answer.body())).withAll(headers);
    }

    Delivery delivery() {
        return new Delivery(delayMillis, dripMillis, cut != Cut.NEVER);
    }

    private static byte[] bytes(JsonNode body) {
        return body.isTextual() ? body.textValue().getBytes(StandardCharsets.UTF_8) : Json.bytes(body);
    }
}
