package org.sentinelbridge.running;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** Somebody who works with cases in the stand-in for Kibana, and pushes them to a bridge. */
final class KibanaUser {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONNECTOR = "cases";

    private final Caller kibana;

    /** @param url of the sandbox */
    KibanaUser(String url) {
        kibana = new Caller(url + "/kibana", "none");
    }

    /** Pushes go to this bridge from now on. */
    void connect(String bridge) {
        var ofCase = """
                "case_id": {{{case.id}}}, "case_title": {{{case.title}}}, "case_severity": {{{case.severity}}}, "case_status": {{{case.status}}},
                "case_description": {{{case.description}}}, "case_tags": {{{case.tags}}}""";
        var connector = JSON.createObjectNode().put("name", "Microsoft Sentinel").put("connector_type_id", ".cases-webhook");
        connector.putObject("secrets").putObject("secretHeaders").put("X-Api-Key", RunningBridge.KEY);
        var config = connector.putObject("config").put("hasAuth", false).putNull("authType");
        for (var operation : List.of("createIncident", "updateIncident", "createComment")) {
            config.put(operation + "Url", bridge + "/cases").put(operation + "Method", "post");
        }
        config.put("createIncidentJson", "{\"action\": \"create-incident\", " + ofCase + ", \"elastic_url_base\": \"/app/security/cases/\"}")
                .put("createIncidentResponseKey", "sentinel_incident_id")
                .put("getIncidentUrl", bridge + "/cases?sentinel_incident_id={{{external.system.id}}}")
                .put("getIncidentResponseExternalTitleKey", "title")
                .put("viewIncidentUrl", "https://portal.azure.com/{{{external.system.id}}}")
                .put("updateIncidentJson", "{\"action\": \"update-incident\", " + ofCase + ", \"sentinel_incident_id\": {{{external.system.id}}}}")
                .put("createCommentJson",
                        "{\"action\": \"add-comment-to-incident\", \"case_comment\": {{{case.comment}}}, \"sentinel_incident_id\": {{{external.system.id}}}}");
        ask("POST", "/api/actions/connector/" + CONNECTOR, connector);
    }

    /** @return the id of the new case, whose connector is the one that was connected */
    String newCase(String title, String severity) {
        var body = JSON.createObjectNode().put("title", title).put("severity", severity).put("description", "About " + title)
                .put("owner", "securitySolution");
        body.putArray("tags").add("burst");
        body.putObject("settings").put("syncAlerts", false);
        body.putObject("connector").put("id", CONNECTOR).put("name", "Microsoft Sentinel").put("type", ".cases-webhook").putNull("fields");
        return ask("POST", "/api/cases", body).path("id").asText();
    }

    JsonNode read(String id) {
        return Caller.json(kibana.send(kibana.toWithoutKey("/api/cases/" + id).header("Authorization", "Basic ZWxhc3RpYzpzYW5kYm94").GET()));
    }

    void change(String id, String field, String value) {
        var change = JSON.createObjectNode();
        change.putArray("cases").addObject().put("id", id).put("version", read(id).path("version").asText()).put(field, value);
        ask("PATCH", "/api/cases", change);
    }

    void comment(String id, String text) {
        ask("POST", "/api/cases/" + id + "/comments",
                JSON.createObjectNode().put("type", "user").put("owner", "securitySolution").put("comment", text));
    }

    /** As a rule does; with auto-push on, the case is pushed, whatever comes of it. */
    void attachAlert(String id, String alert) {
        var body = JSON.createObjectNode().put("type", "alert").put("owner", "securitySolution").put("alertId", alert).put("index", "alerts");
        body.putObject("rule").put("id", "r").put("name", "Rule");
        ask("POST", "/api/cases/" + id + "/comments", body);
    }

    HttpResponse<String> push(String id) {
        return send("POST", "/api/cases/" + id + "/connector/" + CONNECTOR + "/_push", JSON.createObjectNode());
    }

    private JsonNode ask(String method, String path, ObjectNode body) {
        var answer = send(method, path, body);
        if (answer.statusCode() != 200) {
            throw new AssertionError(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return Caller.json(answer);
    }

    private HttpResponse<String> send(String method, String path, ObjectNode body) {
        return kibana.send(kibana.toWithoutKey(path).timeout(Duration.ofMinutes(2))
                .header("Authorization", "Basic ZWxhc3RpYzpzYW5kYm94").header("kbn-xsrf", "true").header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body.toString())));
    }
}
