package org.sentinelbridge.console;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Runs, parked messages and the like, as a bridge shows them. */
final class Sample {

    private Sample() {}

    static String run(String id, String outcome, String action, String caseId, String cause) {
        return """
                {"run_id":"%s","flow":"case-webhook","action":"%s","case_id":"%s","incident_id":"6a8690d3-ed43-5b1e-8b22-311698a86df5",
                "items":0,"outcome":"%s","status":%d,"started_at":"%s","ms":312,"failed_step":"%s","cause":"%s","parked_ids":[],"steps":%s}"""
                .formatted(id, action, caseId, outcome, outcome.equals("delivered") ? 200 : 502, now(),
                        cause.isEmpty() ? "" : "write-incident-put", cause, cause.isEmpty() ? "[]" : steps());
    }

    private static String steps() {
        return """
                [{"step":"case-webhook-check-request","ms":2,"at_ms":0},{"step":"create-incident-incident-id","ms":1,"at_ms":2},
                {"step":"read-incident-get","ms":48,"at_ms":4},{"step":"write-incident-put","ms":258,"at_ms":53}]""";
    }

    static String alertRun(String id, int items) {
        return """
                {"run_id":"%s","flow":"alert-delivery","action":"","case_id":"","incident_id":"","items":%d,"outcome":"delivered",
                "status":0,"started_at":"%s","ms":87,"failed_step":"","cause":"","parked_ids":[],"steps":[]}""".formatted(id, items, now());
    }

    /** A body may be given as JSON text; it is written into the message as a string. */
    static String parked(String id, String caseId, String cause, String body) {
        return """
                {"id":"%s","run_id":"run-%s","flow":"case-webhook","step":"write-incident-put","action":"create-incident","case_id":"%s",
                "incident_id":"6a8690d3-ed43-5b1e-8b22-311698a86df5","cause":"%s","attempts":5,"parked_at":"%s","bytes":%d,
                "encoding":"text","body":"%s","replays":[]}"""
                .formatted(id, id, caseId, cause, now(), body.length(), body.replace("\\", "\\\\").replace("\"", "\\\""));
    }

    static String now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
    }

    static String connections() {
        return """
                {"connections":[
                {"name":"Microsoft Sentinel","on":true,"state":"ok","why":"All 4 checks are well","next":"","last_success":"%1$s","last_error":"",
                 "last_error_at":"","backlog":0,"oldest_seconds":0,"rate_left":61,"checks":[
                 {"name":"token","state":"ok","why":"obtained, valid for 54 min","next":""},{"name":"role","state":"ok","why":"may read incidents","next":""}]},
                {"name":"Log Analytics","on":true,"state":"warn","why":"412 alerts wait, the oldest for 6 min","next":"Azure throttles; nothing is lost.",
                 "last_success":"%1$s","last_error":"HTTP 429 TooManyRequests","last_error_at":"%1$s","backlog":412,"oldest_seconds":380,
                 "rate_left":null,"checks":[]},
                {"name":"Event Hub","on":false,"state":"off","why":"off","next":"To switch it on, set event-hubs.connection-string","last_success":"",
                 "last_error":"","last_error_at":"","backlog":0,"oldest_seconds":0,"rate_left":null,"checks":[]},
                {"name":"Elasticsearch","on":true,"state":"fail","why":"Elasticsearch does not take the key",
                 "next":"Check elasticsearch.api-key; it needs create_doc on logs-microsoft_sentinel.*","last_success":"","last_error":"HTTP 401 security_exception",
                 "last_error_at":"%1$s","backlog":20,"oldest_seconds":75,"rate_left":null,"checks":[
                 {"name":"reachable","state":"ok","why":"version 9.4.3","next":""},
                 {"name":"privileges","state":"fail","why":"401 for GET /_security/_authenticate","next":"Make a new API key"}]},
                {"name":"Store","on":true,"state":"ok","why":"fsync takes 1.8 ms","next":"","last_success":"%1$s","last_error":"","last_error_at":"",
                 "backlog":0,"oldest_seconds":0,"rate_left":null,"checks":[]}]}""".formatted(now());
    }

    static String setup() {
        return """
                {"flows":[{"flow":"case-webhook","on":true,"settings":["sentinel.workspace-name"]},
                {"flow":"sentinel-events","on":false,"settings":["event-hubs.connection-string","elasticsearch.url"]}],
                "case_connector":{"name":"Microsoft Sentinel","secretHeader":"X-Api-Key","headers":{"Content-Type":"application/json"},
                "createIncidentMethod":"post","createIncidentUrl":"https://bridge.example.com/cases",
                "createIncidentJson":"{\\"action\\": \\"create-incident\\", \\"case_id\\": {{{case.id}}}}","createIncidentResponseKey":"sentinel_incident_id",
                "getIncidentMethod":"get","getIncidentUrl":"https://bridge.example.com/cases?sentinel_incident_id={{{external.system.id}}}",
                "getIncidentResponseExternalTitleKey":"title","viewIncidentUrl":"https://portal.azure.com/#asset/Incidents/{{{external.system.id}}}",
                "updateIncidentMethod":"post","updateIncidentUrl":"https://bridge.example.com/cases",
                "updateIncidentJson":"{\\"action\\": \\"update-incident\\"}","createCommentMethod":"post",
                "createCommentUrl":"https://bridge.example.com/cases","createCommentJson":"{\\"action\\": \\"add-comment-to-incident\\"}"},
                "alert_connector":{"name":"Microsoft Sentinel (alerts)","secretHeader":"X-Api-Key","headers":{"Content-Type":"application/json"},
                "method":"post","url":"https://bridge.example.com/alerts"},
                "portal_link":"https://portal.azure.com/#asset/Incidents/{{{external.system.id}}}",
                "rule_action_body":"{\\"alerts\\": [{{{context.alerts}}}]}"}""";
    }
}
