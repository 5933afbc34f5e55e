package org.sentinelbridge.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.sentinelbridge.sandbox.kibana.KibanaStandIn;

/** Uses the stand-in for Kibana as an analyst's browser does. */
final class KibanaClient {

    static final String CONNECTOR = "the-connector";

    private final SandboxClient client;

    KibanaClient(SandboxClient client) {
        this.client = client;
    }

    HttpResponse<String> send(String method, String path, String body) {
        return client.send(client.request("/kibana" + path)
                .header("Authorization", "ApiKey " + KibanaStandIn.API_KEY)
                .header("kbn-xsrf", "true")
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body)));
    }

    JsonNode ask(String method, String path, String body) {
        var answer = send(method, path, body);
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return SandboxClient.json(answer);
    }

    /** The bodies of Elastic's blog. */
    static ObjectNode caseConnector(String url) {
        var connector = (ObjectNode) SandboxClient.json("""
                {"name": "c", "connector_type_id": ".cases-webhook", "secrets": {}, "config": {"hasAuth": false,
                 "createIncidentJson": "{\\"case_id\\": {{{case.id}}}, \\"title\\": {{{case.title}}}, \\"tags\\": {{{case.tags}}}}",
                 "createIncidentResponseKey": "id", "createIncidentMethod": "post",
                 "getIncidentResponseExternalTitleKey": "title",
                 "updateIncidentJson": "{\\"id\\": {{{external.system.id}}}, \\"status\\": {{{case.status}}}}",
                 "createCommentJson": "{\\"comment\\": {{{case.comment}}}}", "createCommentMethod": "post"}}""");
        var config = (ObjectNode) connector.get("config");
        config.put("createIncidentUrl", url + "/create")
                .put("getIncidentUrl", url + "/get?id={{{external.system.id}}}")
                .put("viewIncidentUrl", "https://portal.example.com/{{{external.system.id}}}/{{{external.system.title}}}")
                .put("updateIncidentUrl", url + "/update/{{{external.system.id}}}")
                .put("createCommentUrl", url + "/comment");
        return connector;
    }

    void connect(ObjectNode connector) {
        ask("POST", "/api/actions/connector/" + CONNECTOR, connector.toString());
    }

    /** @return the id of the new case, which has no connector */
    String newCase(String title) {
        return newCase(title, "none");
    }

    /** @return the id of the new case */
    String newCase(String title, String connector) {
        var body = (ObjectNode) SandboxClient.json("""
                {"description": "d", "tags": ["a"], "owner": "securitySolution", "settings": {"syncAlerts": false},
                 "connector": {"id": "none", "name": "none", "type": ".none", "fields": null}}""");
        body.withObjectProperty("connector").put("id", connector);
        return ask("POST", "/api/cases", body.put("title", title).toString()).path("id").asText();
    }

    void comment(String caseId, String text) {
        ask("POST", "/api/cases/" + caseId + "/comments", SandboxClient.json("{\"type\":\"user\",\"owner\":\"securitySolution\"}")
                .<ObjectNode>deepCopy().put("comment", text).toString());
    }

    void alerts(String caseId, List<String> ids) {
        var answer = attach(caseId, ids);
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
    }

    HttpResponse<String> attach(String caseId, List<String> ids) {
        var body = (ObjectNode) SandboxClient.json("""
                {"type": "alert", "owner": "securitySolution", "rule": {"id": "r", "name": "Rule"}}""");
        ids.forEach(body.putArray("alertId")::add);
        ids.forEach(id -> body.withArray("index").add("alerts"));
        return send("POST", "/api/cases/" + caseId + "/comments", body.toString());
    }

    HttpResponse<String> push(String caseId) {
        return send("POST", "/api/cases/" + caseId + "/connector/" + CONNECTOR + "/_push", "{}");
    }
}
