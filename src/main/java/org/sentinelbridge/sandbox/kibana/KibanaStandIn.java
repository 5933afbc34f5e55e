package org.sentinelbridge.sandbox.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * The stand-in as a whole. Not for several threads at once: what it does with its own data it does in its caller's thread, or in that of
 * the executor it is given; only its calls to connectors have threads of their own.
 */
public final class KibanaStandIn {

    /** The only API key that it takes, as Kibana would show it encoded. */
    public static final String API_KEY = "c2FuZGJveDpzYW5kYm94LWtpYmFuYS1rZXk=";

    private final Knobs knobs = new Knobs();
    private final Gate gate = new Gate(API_KEY, knobs);
    private final Connectors connectors = new Connectors(knobs, gate);
    private final CaseSettings caseSettings = new CaseSettings(gate);
    private final SavedObjects savedObjects = new SavedObjects(gate);
    private final Rules rules = new Rules(gate, connectors);
    private final Cases cases;
    private final Outgoing outgoing;
    private final AutoPush autoPush;
    private final Routes routes = new Routes();

    /** @param owner runs what changes the stand-in's data, one after the other */
    public KibanaStandIn(Clock clock, Executor owner) {
        cases = new Cases(gate, clock);
        outgoing = new Outgoing(knobs, clock, owner, connectors, cases, rules);
        autoPush = new AutoPush(knobs, cases, outgoing);
        routes.on("GET", "api/actions/connector_types", (space, call) -> connectors.types())
                .on("GET", "api/actions/connectors", (space, call) -> connectors.all(space))
                .on("GET", "api/actions/connector/*", (space, call) -> connectors.read(space, call.part(3)))
                .on("POST", "api/actions/connector", (space, call) -> connectors.create(space, "", body(call)))
                .on("POST", "api/actions/connector/*", (space, call) -> connectors.create(space, call.part(3), body(call)))
                .on("PUT", "api/actions/connector/*", (space, call) -> connectors.update(space, call.part(3), body(call)))
                .on("DELETE", "api/actions/connector/*", (space, call) -> connectors.delete(space, call.part(3)))
                .later("POST", "api/actions/connector/*/_execute", (space, call) -> outgoing.execute(space, call.part(3), body(call)))
                .on("GET", "api/cases/configure", (space, call) -> caseSettings.read(space, call.query()))
                .on("POST", "api/cases/configure", (space, call) -> caseSettings.create(space, body(call)))
                .on("PATCH", "api/cases/configure/*", (space, call) -> caseSettings.update(space, call.part(3), body(call)))
                .on("GET", "api/cases/_find", (space, call) -> cases.find(space, call.query()))
                .on("GET", "api/cases/*", (space, call) -> cases.read(space, call.part(2), withComments(call)))
                .on("POST", "api/cases", (space, call) -> cases.create(space, body(call)))
                .on("PATCH", "api/cases", (space, call) -> cases.patch(space, body(call)))
                .later("POST", "api/cases/*/comments", (space, call) -> autoPush.attach(space, call.part(2), body(call)))
                .on("PATCH", "api/cases/*/comments", (space, call) -> cases.comment(space, call.part(2), body(call), false))
                .later("POST", "api/cases/*/connector/*/_push", (space, call) -> outgoing.push(space, call.part(2), call.part(4)))
                .on("GET", "api/detection_engine/rules", (space, call) -> rules.read(space, call.query()))
                .on("GET", "api/detection_engine/rules/_find", (space, call) -> rules.find(space))
                .on("POST", "api/detection_engine/rules", (space, call) -> rules.create(space, body(call)))
                .on("PATCH", "api/detection_engine/rules", (space, call) -> rules.patch(space, body(call)))
                .on("POST", "api/saved_objects/_import", savedObjects::importAll)
                .on("POST", "api/saved_objects/_export", (space, call) -> savedObjects.export(space, body(call)));
    }

    /** Executes a request; the answer comes in the owner's thread. */
    public CompletionStage<Reply> answer(Call call) {
        try {
            return route(call).exceptionally(KibanaStandIn::refused);
        } catch (Refused e) {
            return CompletableFuture.completedFuture(e.reply());
        }
    }

    /** How it would report an error of its own with this status. */
    public Reply refusal(int status) {
        return Refused.error(status, "The stand-in was told to answer so.");
    }

    /**
     * Lets a rule of the default space find events, and run its actions.
     *
     * @param events objects, as they would stand in an index; dotted names are fine
     */
    public CompletionStage<Reply> run(String ruleId, List<ObjectNode> events) {
        try {
            return outgoing.run("default", ruleId, events);
        } catch (Refused e) {
            return CompletableFuture.completedFuture(e.reply());
        }
    }

    /** What to do to set what {@code /_sandbox/faults} was given. */
    public Runnable set(JsonNode given) {
        return knobs.set(given);
    }

    /** Sets back what was set. */
    public void resetKnobs() {
        knobs.reset();
    }

    /** Forgets all cases; connectors, rules and settings stay, as they are made only when the bridge starts. */
    public void clear() {
        cases.clear();
        autoPush.clear();
    }

    /** What was set. */
    public ObjectNode describeKnobs() {
        return knobs.describe();
    }

    /** What it holds. */
    public ObjectNode describe() {
        var description = Json.object();
        description.set("connectors", connectors.describe());
        description.set("cases", cases.describe());
        description.set("auto_pushes", autoPush.describe());
        description.set("rules", rules.describe());
        description.set("saved_objects", savedObjects.describe());
        return description;
    }

    private CompletionStage<Reply> route(Call call) {
        var inSpace = call.path().size() > 1 && call.part(0).equals("s");
        var space = inSpace ? call.part(1) : "default";
        var inner = inSpace ? call.at(call.path().subList(2, call.path().size())) : call;
        if (inner.method().equals("GET") && inner.path().equals(List.of("api", "status"))) {
            return CompletableFuture.completedFuture(status(call));
        }
        gate.check(call);
        if (!knobs.hasSpace(space)) {
            throw Refused.of(404, "Not Found");
        }
        return routes.find(inner).orElseThrow(() -> Refused.of(404, "Not Found")).apply(space, inner);
    }

    /** Whom it does not know it tells no more than that it is there. */
    private Reply status(Call call) {
        var answer = Json.object();
        if (gate.knows(call)) {
            answer.put("name", "sandbox").put("uuid", "5a4db0c5-0000-4000-8000-000000000004").putObject("version")
                    .put("number", knobs.version().text())
                    .put("build_flavor", "traditional")
                    .put("build_snapshot", false);
        }
        answer.putObject("status").putObject("overall").put("level", "available");
        return Reply.of(answer);
    }

    static Reply refused(Throwable failure) {
        var cause = failure.getCause() == null ? failure : failure.getCause();
        return cause instanceof Refused refused ? refused.reply() : Refused.error(500, "The stand-in itself has failed: " + cause);
    }

    private static boolean withComments(Call call) {
        return !"false".equals(call.query().get("includeComments"));
    }

    private static ObjectNode body(Call call) {
        return Json.object(call.body());
    }
}
