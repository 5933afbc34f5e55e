package org.sentinelbridge.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** The sandbox's own endpoints below {@code /_sandbox}; the package's description explains them. */
final class ControlSurface {

    private static final String KNOWN = "GET /_sandbox/settings, GET /_sandbox/state, GET|POST|DELETE /_sandbox/faults, POST /_sandbox/reset,"
            + " PUT|PATCH /_sandbox/sentinel/incidents/{id}, GET /_sandbox/log-analytics/{table}/uuids,"
            + " GET /_sandbox/log-analytics/{table}/rows, POST /_sandbox/event-hubs/events, POST /_sandbox/kibana/rules/{id}/run";

    private final StateReport state;
    private final FaultControl faults;
    private final PortalEdit portal;
    private final LogAnalyticsReport logs;
    private final EventHubsControl eventHubs;
    private final Function<String, Map<String, String>> settings;
    private final KibanaControl kibana;
    private final List<Runnable> resets;

    /** @param settings those that lead a bridge here, by the base URL under which the caller has come */
    ControlSurface(
            StateReport state,
            FaultControl faults,
            PortalEdit portal,
            LogAnalyticsReport logs,
            EventHubsControl eventHubs,
            Function<String, Map<String, String>> settings,
            KibanaControl kibana,
            List<Runnable> resets) {
        this.state = state;
        this.faults = faults;
        this.portal = portal;
        this.logs = logs;
        this.eventHubs = eventHubs;
        this.settings = settings;
        this.kibana = kibana;
        this.resets = resets;
    }

    boolean serves(Request request) {
        return !request.segments().isEmpty() && request.segments().get(0).equals("_sandbox");
    }

    CompletionStage<Answer> answer(Request request) {
        try {
            return kibana.serves(request) ? kibana.answer(request) : CompletableFuture.completedFuture(route(request));
        } catch (Rejected e) {
            return CompletableFuture.completedFuture(e.answer());
        }
    }

    private Answer route(Request request) {
        List<String> path = request.segments().subList(1, request.segments().size());
        if (path.size() == 3 && path.get(0).equals("sentinel") && path.get(1).equals("incidents")) {
            return switch (request.method()) {
                case "PUT" -> portal.edit(path.get(2), body(request), true);
                case "PATCH" -> portal.edit(path.get(2), body(request), false);
                default -> unknown(request);
            };
        }
        if (path.size() == 3 && path.get(0).equals("log-analytics") && request.method().equals("GET")) {
            return switch (path.get(2)) {
                case "uuids" -> logs.uuids(path.get(1));
                case "rows" -> logs.rows(path.get(1));
                default -> unknown(request);
            };
        }
        return switch (request.method() + " " + String.join("/", path)) {
            case "GET settings" -> settings(request.origin());
            case "GET state" -> state.answer();
            case "GET faults" -> faults.describe();
            case "POST faults" -> faults.add(body(request));
            case "DELETE faults" -> faults.clear();
            case "POST reset" -> reset();
            case "POST event-hubs/events" -> eventHubs.publish(request);
            case "GET " -> message(200, "Known are: " + KNOWN + ".");
            default -> unknown(request);
        };
    }

    private Answer settings(String url) {
        ObjectNode body = Json.object();
        settings.apply(url).forEach(body::put);
        return Answer.json(200, body);
    }

    private Answer reset() {
        resets.forEach(Runnable::run);
        return message(200, "Everything is empty.");
    }

    private static Answer unknown(Request request) {
        return message(404, "There is no " + request.method() + " " + request.path() + ". Known are: " + KNOWN + ".");
    }

    private static JsonNode body(Request request) {
        try {
            return Json.read(request.body());
        } catch (JsonProcessingException e) {
            throw Fields.refuse("The body is not JSON: " + e.getOriginalMessage());
        }
    }

    private static Answer message(int status, String message) {
        ObjectNode body = Json.object();
        body.put("message", message);
        return Answer.json(status, body);
    }
}
