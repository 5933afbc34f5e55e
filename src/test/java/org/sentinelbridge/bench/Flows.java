package org.sentinelbridge.bench;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.sentinelbridge.sandbox.SandboxOptions;

/** The requests that Kibana's case connector sends, and what the bridge makes of them. */
final class Flows {

    /** Taken in turn, so that requests at the same time mean different incidents, and none has too many comments. */
    private static final int INCIDENTS = 2_000;
    private static final String VERSION = "?api-version=2024-03-01";
    private static final String DESCRIPTION = "Several hosts have shown the same encoded command line. ".repeat(10);

    private final String cases;
    private final String incidents;
    private final String control;
    private final String token;
    private final AtomicInteger count = new AtomicInteger();

    Flows(String cases, String sentinel, SandboxOptions workspace, String token) {
        this.cases = cases;
        this.incidents = sentinel + "/subscriptions/" + workspace.subscriptionId() + "/resourceGroups/"
                + workspace.resourceGroup() + "/providers/Microsoft.OperationalInsights/workspaces/"
                + workspace.workspaceName() + "/providers/Microsoft.SecurityInsights/incidents/";
        this.control = sentinel + "/_sandbox/";
        this.token = "Bearer " + token;
    }

    List<Flow> all() {
        return List.of(
                read(),
                new Flow("new case", () -> post(create(next("case"))), () -> List.of(get(unused(), 404), put(unused(), 201))),
                new Flow("case sent again", () -> post(create("case-held")), () -> List.of(get(some(), 200))),
                update(),
                comment());
    }

    /** One call of Sentinel. */
    Flow read() {
        return new Flow(
                "read",
                () -> List.of(Call.of(HttpMethod.GET, cases + "&sentinel_incident_id=" + some(), "", "", 200)),
                () -> List.of(get(some(), 200)));
    }

    /** Two calls of Sentinel. */
    Flow update() {
        UnaryOperator<String> changed = id -> kase("update-incident", next("case"))
                .put("sentinel_incident_id", id)
                .put("case_title", next("Encoded command line"))
                .encode();
        return new Flow("update", () -> post(changed.apply(some())), () -> {
            var id = some();
            return List.of(get(id, 200), put(id, 200));
        });
    }

    private Flow comment() {
        return new Flow(
                "comment",
                () -> post(new JsonObject()
                        .put("action", "add-comment-to-incident")
                        .put("sentinel_incident_id", some())
                        .put("case_comment", next(DESCRIPTION))
                        .encode()),
                () -> {
                    var id = some();
                    var path = id + "/comments/" + unused();
                    var text = new JsonObject().put("properties", new JsonObject().put("message", next(DESCRIPTION)));
                    return List.of(
                            get(id, 200), get(path, 404),
                            Call.of(HttpMethod.PUT, incidents + path + VERSION, token, text.encode(), 201));
                });
    }

    /** Puts the incidents into the stand-in that the flows are about. */
    List<Call> seed() {
        var incident = new JsonObject().put("properties", properties()).encode();
        return Stream.generate(this::some)
                .limit(INCIDENTS)
                .map(id -> Call.of(HttpMethod.PUT, control + "sentinel/incidents/" + id, "", incident, 200))
                .toList();
    }

    /** Has the stand-in answer so much later. */
    List<Call> latency(int millis) {
        return List.of(Call.of(
                HttpMethod.POST, control + "faults", "", new JsonObject().put("latency_ms", millis).encode(), 200));
    }

    List<Call> create() {
        return post(create(next("case")));
    }

    private String create(String id) {
        return kase("create-incident", id).put("elastic_url_base", "/app/security/cases/").encode();
    }

    private static JsonObject kase(String action, String id) {
        return new JsonObject()
                .put("action", action)
                .put("case_id", id)
                .put("case_title", "Encoded command line")
                .put("case_severity", "high")
                .put("case_status", "open")
                .put("case_description", DESCRIPTION)
                .put("case_tags", new JsonArray().add("powershell").add("tier-1"));
    }

    private static JsonObject properties() {
        return new JsonObject()
                .put("title", "Encoded command line")
                .put("description", DESCRIPTION)
                .put("severity", "High")
                .put("status", "New")
                .put("labels", new JsonArray().add(new JsonObject().put("labelName", "powershell")));
    }

    private List<Call> post(String body) {
        return List.of(Call.of(HttpMethod.POST, cases, "", body, 200));
    }

    private Call get(String path, int status) {
        return Call.of(HttpMethod.GET, incidents + path + VERSION, token, "", status);
    }

    private Call put(String path, int status) {
        var body = new JsonObject().put("properties", properties().put("title", next("Encoded command line")));
        return Call.of(HttpMethod.PUT, incidents + path + VERSION, token, body.encode(), status);
    }

    private String some() {
        return new UUID(0x4000L, 0x8000000000000000L + count.incrementAndGet() % INCIDENTS).toString();
    }

    private static String unused() {
        return UUID.randomUUID().toString();
    }

    private String next(String text) {
        return text + " " + count.incrementAndGet();
    }
}
