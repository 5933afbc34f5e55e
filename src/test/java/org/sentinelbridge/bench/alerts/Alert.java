package org.sentinelbridge.bench.alerts;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Made-up alerts in the form in which Kibana hands them to a rule's action: nested objects and the old {@code signal} twins.
 * What differs even between two alerts of the same rule, host and user is left open, to be filled in for each request.
 */
final class Alert {

    /** Where the alert's unique id goes. */
    static final String UUID = "U".repeat(Marker.LENGTH);
    /** Where the id of the event goes that it is about. */
    static final String EVENT = "V".repeat(20);
    /** Where the id of the process goes that it is about. */
    static final String ENTITY = "W".repeat(44);

    private static final int TEMPLATES = 64;

    private final MadeUp some;
    private final Rule rule;
    private final String ruleId;
    private final String time;
    private final String host;
    private final String user;
    private final String commandLine;

    private Alert(MadeUp some, int number) {
        this.some = some;
        this.rule = Rule.of(number);
        this.ruleId = some.uuid();
        this.time = some.time();
        this.host = some.host();
        this.user = some.user();
        this.commandLine = some.commandLine(user);
    }

    static List<String> templates() {
        var some = new MadeUp();
        return IntStream.range(0, TEMPLATES).mapToObj(number -> new Alert(some, number).json().encode()).toList();
    }

    private JsonObject json() {
        var alert = new JsonObject()
                .put("_id", UUID)
                .put("_index", ".internal.alerts-security.alerts-default-0000" + (10 + some.below(4)))
                .put("@timestamp", time)
                .put("event", new JsonObject().put("kind", "signal").put("action", "start").put("category", array("process"))
                        .put("dataset", "endpoint.events.process").put("module", "endpoint"))
                .put("agent", new JsonObject().put("id", some.uuid()).put("type", "endpoint").put("version", "9.1.4"))
                .put("host", host())
                .put("user", new JsonObject().put("name", user).put("domain", "CORP")
                        .put("id", "S-1-5-21-1180699209-877415012-" + (1000 + some.below(9000))))
                .put("process", process());
        if (some.below(3) > 0) {
            alert.put("source", new JsonObject().put("ip", some.address()).put("port", 1024 + some.below(60_000)))
                    .put("destination", new JsonObject().put("ip", some.publicAddress()).put("port", some.any(List.of(80, 443, 8080))));
        }
        return alert.put("kibana", new JsonObject().put("alert", kibana()).put("space_ids", array("default")).put("version", "9.1.4"))
                .put("signal", signal());
    }

    private JsonObject host() {
        return new JsonObject().put("name", host).put("id", some.uuid())
                .put("ip", array(some.address())).put("mac", array(some.mac()))
                .put("os", some.below(3) > 0
                        ? new JsonObject().put("family", "windows").put("name", "Windows").put("version", "11 23H2 (10.0.22631)")
                        : new JsonObject().put("family", "debian").put("name", "Debian GNU/Linux").put("version", "12 (bookworm)"));
    }

    private JsonObject process() {
        var executable = commandLine.substring(0, commandLine.indexOf(' '));
        return new JsonObject().put("name", executable.substring(executable.lastIndexOf('/') + 1)).put("pid", some.below(30_000))
                .put("entity_id", ENTITY).put("executable", executable).put("command_line", commandLine)
                .put("hash", new JsonObject().put("sha256", some.hex(32)))
                .put("parent", new JsonObject().put("name", some.any(List.of("explorer.exe", "bash", "svchost.exe", "cmd.exe")))
                        .put("pid", some.below(9_000)));
    }

    private JsonObject kibana() {
        return new JsonObject()
                .put("uuid", UUID)
                .put("status", "active").put("workflow_status", "open").put("depth", 1)
                .put("severity", rule.severity()).put("risk_score", rule.riskScore())
                .put("reason", reason())
                .put("start", time).put("original_time", time)
                .put("original_event", original())
                .put("ancestors", ancestors())
                .put("url", "https://kibana.example.org/app/security/alerts/redirect/" + UUID + "?timestamp=" + time)
                .put("rule", rule().put("uuid", ruleId).put("category", "Custom Query Rule")
                        .put("description", rule.description()).put("threat", threat())
                        .put("rule_type_id", "siem.queryRule").put("producer", "siem")
                        .put("execution", new JsonObject().put("uuid", some.uuid()).put("timestamp", time))
                        .put("parameters", new JsonObject().put("query", rule.query()).put("language", "kuery")));
    }

    private JsonObject signal() {
        return new JsonObject()
                .put("rule", rule().put("id", ruleId))
                .put("original_time", time).put("status", "open").put("reason", reason());
    }

    private JsonObject rule() {
        return new JsonObject().put("name", rule.name()).put("severity", rule.severity()).put("risk_score", rule.riskScore())
                .put("tags", array(rule.tactic(), "tier-1"));
    }

    private JsonArray threat() {
        return new JsonArray().add(new JsonObject().put("framework", "MITRE ATT&CK")
                .put("tactic", new JsonObject().put("name", rule.tactic()))
                .put("technique", new JsonArray().add(new JsonObject()
                        .put("id", rule.technique()).put("name", rule.techniqueName()))));
    }

    private JsonObject original() {
        return new JsonObject().put("action", "start").put("created", time).put("kind", "event").put("outcome", "success");
    }

    private static JsonArray ancestors() {
        return new JsonArray().add(new JsonObject().put("id", EVENT).put("type", "event").put("depth", 0)
                .put("index", ".ds-logs-endpoint.events.process-default-2026.11.03-000007"));
    }

    private String reason() {
        return "process event with process " + commandLine.split(" ")[0] + ", by " + user + " on " + host + " created "
                + rule.severity() + " alert " + rule.name() + ".";
    }

    private static JsonArray array(String... values) {
        return new JsonArray(Stream.of(values).toList());
    }
}
