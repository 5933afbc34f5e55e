package org.sentinelbridge.sandbox.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Whatever calls a connector: the push of a case, the actions of a rule, the test of a connector. */
final class Outgoing {

    private final Knobs knobs;
    private final Clock clock;
    private final Executor owner;
    private final Connectors connectors;
    private final Cases cases;
    private final Rules rules;
    private final Http http;
    private final ClientCredentials credentials;
    private final ExecutorService callers = Executors.newCachedThreadPool(task -> {
        var thread = new Thread(task, "sandbox-kibana");
        thread.setDaemon(true);
        return thread;
    });

    Outgoing(Knobs knobs, Clock clock, Executor owner, Connectors connectors, Cases cases, Rules rules) {
        this.knobs = knobs;
        this.clock = clock;
        this.owner = owner;
        this.connectors = connectors;
        this.cases = cases;
        this.rules = rules;
        this.http = new Http(knobs);
        this.credentials = new ClientCredentials(knobs, http, clock);
    }

    /** Only what was pushed as a whole is recorded. */
    CompletionStage<Reply> push(String space, String caseId, String connectorId) {
        cases.may("push case");
        var one = cases.require(space, caseId);
        var connector = connectors.require(space, connectorId);
        connectors.license(connector.type());
        if (!connector.type().equals(Connector.CASES)) {
            throw Refused.of(400, "The connector " + connectorId + " is none for cases.");
        }
        var fields = one.fields();
        if (fields.path("status").asText().equals("closed") && !knobs.version().atLeast(8, 17)) {
            throw Refused.of(409, "The " + fields.path("title").asText() + " case is closed. Pushing a closed case is not allowed.");
        }
        var incident = Json.object();
        List.of("id", "title", "description", "severity", "status", "tags").forEach(name -> incident.set(name, fields.get(name).deepCopy()));
        var content = new CasePush.Content(incident, one.externalId(connectorId), one.unpushed(connectorId, knobs.publicUrl()));
        var upTo = one.changes();
        return called(() -> new CasePush(knobs, http, connector).push(content)).thenApplyAsync(done -> {
            var service = Json.object()
                    .put("connector_id", connectorId)
                    .put("connector_name", connector.name())
                    .put("external_id", done.id())
                    .put("external_title", done.title())
                    .put("external_url", done.url())
                    .put("pushed_at", cases.now());
            service.set("pushed_by", SecurityCase.user(Gate.USER));
            one.pushed(service, upTo, cases.now(), Gate.USER);
            return Reply.of(one.describe(true));
        }, owner);
    }

    /** The actions of a rule one after the other; each body that was sent and what came of it. */
    CompletionStage<Reply> run(String space, String ruleId, List<ObjectNode> events) {
        var run = new RuleRun(rules.require(space, ruleId), space, cases.now());
        var alerts = events.stream().map(run::alert).toList();
        record Sending(Connector connector, List<String> bodies) {}
        var sendings = new ArrayList<Sending>();
        for (var action : rules.require(space, ruleId).path("actions")) {
            try {
                sendings.add(new Sending(connectors.require(space, action.path("id").asText()), run.bodies(action, alerts)));
            } catch (CallFailed e) {
                throw Refused.of(400, e.getMessage());
            }
        }
        return called(() -> {
            var results = Json.array();
            for (var sending : sendings) {
                for (var body : sending.bodies()) {
                    results.add(new WebhookAction(knobs, http, clock, credentials).run(sending.connector(), body).put("body", body));
                }
            }
            return results;
        }).thenApplyAsync(results -> {
            var answer = Json.object().put("rule_id", ruleId).put("alerts", alerts.size());
            answer.set("actions", results);
            return Reply.of(answer);
        }, owner);
    }

    /** As the tab <i>Test</i> of a connector. */
    CompletionStage<Reply> execute(String space, String connectorId, ObjectNode given) {
        var connector = connectors.require(space, connectorId);
        connectors.license(connector.type());
        var params = given.path("params");
        return called(() -> connector.type().equals(Connector.WEBHOOK)
                        ? new WebhookAction(knobs, http, clock, credentials).run(connector, params.path("body").asText())
                        : tried(connector, params.path("subActionParams")))
                .thenApplyAsync(result -> Reply.of(result.put("connector_id", connectorId)), owner);
    }

    private ObjectNode tried(Connector connector, JsonNode params) {
        var incident = Json.object();
        // what the tab leaves empty comes as an empty text
        List.of("id", "title", "description", "severity", "status").forEach(name -> incident.put(name, params.path("incident").path(name).asText("")));
        incident.set("tags", params.path("incident").path("tags").isArray() ? params.path("incident").path("tags") : Json.array());
        var comments = new ArrayList<String>();
        params.path("comments").forEach(comment -> comments.add(comment.path("comment").asText()));
        var id = params.path("incident").path("externalId");
        try {
            var done = new CasePush(knobs, http, connector)
                    .push(new CasePush.Content(incident, id.isTextual() ? Optional.of(id.asText()) : Optional.empty(), comments));
            var result = Json.object().put("status", "ok");
            result.putObject("data").put("id", done.id()).put("title", done.title()).put("url", done.url());
            return result;
        } catch (CallFailed e) {
            return Json.object().put("status", "error").put("message", "an error occurred while running the action")
                    .put("service_message", e.getMessage());
        }
    }

    private <T> CompletableFuture<T> called(Callable<T> call) {
        var result = new CompletableFuture<T>();
        callers.execute(() -> {
            try {
                result.complete(call.call());
            } catch (CallFailed e) {
                result.completeExceptionally(Refused.of(424, "Failed to push case: Error: " + e.getMessage()));
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }
}
