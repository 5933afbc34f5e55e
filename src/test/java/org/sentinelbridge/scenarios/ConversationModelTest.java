package org.sentinelbridge.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sentinelbridge.base.runs.Outcome;

/**
 * Whatever happens to a case in whatever order, each field of its incident is what a small model says. A sequence begins with a case
 * that has been pushed; then come up to six of: Kibana changes the case and pushes it; pushes it as it is; an analyst changes the
 * incident; Kibana changes the case, and Sentinel refuses the push, which is parked; the parked push is replayed. All 19,530 sequences are
 * tried, each with a case of its own.
 */
class ConversationModelTest {

    private static final int LONGEST = 6;
    private static final int WORKERS = 6;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final List<String> KIBANA_SEVERITIES = List.of("low", "medium", "high");
    private static final List<String> SENTINEL_SEVERITIES = List.of("Low", "Medium", "High");
    private static final List<String> KIBANA_STATUSES = List.of("open", "in-progress", "closed");
    private static final List<String> SENTINEL_STATUSES = List.of("New", "Active", "Closed");

    private static RunningBridge bridge;

    private enum Step {
        NEWER, PUSH, EDIT, FAILURE, REPLAY
    }

    @BeforeAll
    static void start() throws IOException {
        bridge = new RunningBridge();
    }

    @AfterAll
    static void stop() {
        bridge.close();
    }

    @Test
    void everyFieldIsWhatTheModelSays() throws Exception {
        var threads = Executors.newFixedThreadPool(WORKERS);
        try {
            var plays = sequences().stream().map(Play::new).toList();
            assertThat(plays).hasSize(19_530);
            for (var moment = 0; moment <= LONGEST + 1; moment++) {
                var now = moment;
                var steps = plays.stream().map(play -> (Callable<Void>) () -> play.perform(now)).toList();
                for (var done : threads.invokeAll(steps)) {
                    done.get();
                }
                // so that no two changes of one case happen in the same millisecond
                await().pollDelay(Duration.ofMillis(100)).until(() -> true);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<List<Step>> sequences() {
        var all = new ArrayList<List<Step>>();
        var longest = List.of(List.<Step>of());
        for (var length = 1; length <= LONGEST; length++) {
            var longer = new ArrayList<List<Step>>();
            for (var sequence : longest) {
                for (var next : Step.values()) {
                    var one = new ArrayList<>(sequence);
                    one.add(next);
                    longer.add(one);
                }
            }
            all.addAll(longer);
            longest = longer;
        }
        return all;
    }

    /** What Kibana says of a case. */
    private record Case(String title, String severity, String status, String tag) {

        static Case of(int moment) {
            return new Case("Kibana " + moment, KIBANA_SEVERITIES.get(moment % 3), KIBANA_STATUSES.get((moment + 1) % 3), "tag-" + moment);
        }
    }

    /** What an incident must be: the whole policy, in a few lines. */
    private static final class Model {

        private String title;
        private String severity = "";
        private String status = "";
        private final Set<String> labels = new TreeSet<>();
        private Optional<Case> pushed = Optional.empty();
        private Optional<Case> parked = Optional.empty();
        private String agreedSeverity = "";
        private String agreedStatus = "";
        private int parkedAt;
        private int editedAt;

        /** @param at when Kibana sent it */
        void push(Case now, int at) {
            var before = pushed.orElse(new Case("", "", "", ""));
            title = now.title.equals(before.title) ? title : now.title;
            if (!now.severity.equals(before.severity) && (at > editedAt || severity.equals(agreedSeverity))) {
                severity = SENTINEL_SEVERITIES.get(KIBANA_SEVERITIES.indexOf(now.severity));
            }
            if (!now.status.equals(before.status) && (at > editedAt || status.equals(agreedStatus))) {
                // whoever has taken up the incident keeps it
                status = now.status.equals("open") && "Active".equals(status) ? status : SENTINEL_STATUSES.get(KIBANA_STATUSES.indexOf(now.status));
            }
            agreedSeverity = severity;
            agreedStatus = status;
            labels.remove(before.tag);
            labels.add(now.tag);
            pushed = Optional.of(now);
            parked = Optional.empty();
        }

        void edit(int moment) {
            title = "Analyst " + moment;
            severity = SENTINEL_SEVERITIES.get((moment + 1) % 3);
            status = SENTINEL_STATUSES.get(moment % 3);
            labels.add("label-" + moment);
            editedAt = moment;
        }
    }

    /** One sequence, of a case of its own. */
    private static final class Play {

        private final List<Step> steps;
        private final String caseId;
        private final Model model = new Model();
        private String incident = "";
        private Case kibana = Case.of(0);
        private Optional<String> parkedId = Optional.empty();

        Play(List<Step> steps) {
            this.steps = steps;
            this.caseId = "case-" + String.join("-", steps.stream().map(step -> step.name().substring(0, 2)).toList());
        }

        /** @param moment 0 for the first push, then a step each, and after them the comparison */
        Void perform(int moment) throws Exception {
            if (moment == 0) {
                push(200, 0);
                model.labels.add("elastic-case:" + caseId);
            } else if (moment <= steps.size()) {
                perform(steps.get(moment - 1), moment);
            } else if (moment == LONGEST + 1) {
                compare();
            }
            return null;
        }

        private void compare() throws Exception {
            var properties = sandbox("PATCH", "/_sandbox/sentinel/incidents/" + incident, "{}").path("properties");
            var labels = new TreeSet<String>();
            properties.path("labels").forEach(label -> labels.add(label.path("labelName").asText()));
            assertThat(properties.path("title").asText()).as(caseId).isEqualTo(model.title);
            assertThat(properties.path("severity").asText()).as(caseId).isEqualTo(model.severity);
            assertThat(properties.path("status").asText()).as(caseId).isEqualTo(model.status);
            assertThat(labels).as(caseId).isEqualTo(model.labels);
        }

        private void perform(Step step, int moment) throws Exception {
            switch (step) {
                case NEWER -> {
                    kibana = Case.of(moment);
                    push(200, moment);
                }
                case PUSH -> push(200, moment);
                case EDIT -> {
                    model.edit(moment);
                    edit();
                }
                case FAILURE -> {
                    kibana = Case.of(moment);
                    sandbox("POST", "/_sandbox/faults", "{\"match\":{\"path\":\"incidents/" + incident + "\"},\"status\":403,\"times\":1}");
                    parkedId = Optional.of(push(502, moment).path("parked_id").asText());
                    model.parked = Optional.of(kibana);
                    model.parkedAt = moment;
                }
                case REPLAY -> parkedId.ifPresent(this::replay);
            }
        }

        private void replay(String id) {
            var replayed = bridge.replay(id);
            if (model.parked.isPresent()) {
                assertThat(replayed.outcome()).as(caseId + ": " + replayed.message()).isEqualTo(Outcome.DELIVERED);
                model.push(model.parked.get(), model.parkedAt);
            } else {
                assertThat(replayed.outcome()).as(caseId + ": " + replayed.message()).isNotEqualTo(Outcome.DELIVERED);
            }
        }

        private JsonNode push(int status, int moment) throws Exception {
            var body = JSON.createObjectNode().put("case_title", kibana.title).put("case_severity", kibana.severity)
                    .put("case_status", kibana.status).put("case_description", "What happened");
            body.putArray("case_tags").add(kibana.tag);
            if (incident.isEmpty()) {
                body.put("action", "create-incident").put("case_id", caseId).put("elastic_url_base", "/app/security/cases/");
            } else {
                body.put("action", "update-incident").put("sentinel_incident_id", incident);
            }
            var answer = HTTP.send(HttpRequest.newBuilder(URI.create(bridge.url() + "/cases?sig=" + RunningBridge.KEY))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body.toString()))
                    .build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(caseId + ": " + answer.body()).isEqualTo(status);
            var read = JSON.readTree(answer.body());
            if (status == 200) {
                assertThat(read.path("status").asText()).as(caseId).isNotEqualTo("queued");
                incident = read.path("sentinel_incident_id").asText();
                model.push(kibana, moment);
            }
            return read;
        }

        private void edit() throws Exception {
            ObjectNode body = JSON.createObjectNode();
            var properties = body.putObject("properties").put("title", model.title).put("severity", model.severity).put("status", model.status);
            if (model.status.equals("Closed")) {
                properties.put("classification", "Undetermined");
            }
            var labels = properties.putArray("labels");
            model.labels.forEach(label -> labels.addObject().put("labelName", label).put("labelType", "User"));
            sandbox("PATCH", "/_sandbox/sentinel/incidents/" + incident, body.toString());
        }

        private static JsonNode sandbox(String method, String path, String body) throws Exception {
            var answer = HTTP.send(HttpRequest.newBuilder(URI.create(bridge.sandboxUrl() + path))
                    .method(method, BodyPublishers.ofString(body))
                    .build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(200);
            return JSON.readTree(answer.body());
        }
    }
}
