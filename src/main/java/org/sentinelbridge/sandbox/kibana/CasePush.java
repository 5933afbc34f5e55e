package org.sentinelbridge.sandbox.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the connector "Webhook - Case Management" does with a case: create or update, then get, then a call for each comment, one
 * after the other, until one does not work. Its caller's thread waits.
 */
final class CasePush {

    private static final String NAME = "[Action][Webhook - Case Management]: ";

    /**
     * What is pushed.
     *
     * @param incident {@code id, title, description, severity, status, tags}
     * @param externalId what an earlier push has recorded
     * @param comments as they are sent
     */
    record Content(JsonNode incident, Optional<String> externalId, List<String> comments) {}

    /** What Kibana records of a push. */
    record Done(String id, String title, String url) {}

    private final Knobs knobs;
    private final Http http;
    private final Connector connector;

    CasePush(Knobs knobs, Http http, Connector connector) {
        this.knobs = knobs;
        this.http = http;
        this.connector = connector;
    }

    /** @throws CallFailed with the words that Kibana shows */
    Done push(Content content) throws CallFailed {
        var done = content.externalId().isPresent() ? update(content.incident(), content.externalId().get()) : create(content.incident());
        for (var comment : content.comments()) {
            comment(done.id(), comment);
        }
        return done;
    }

    private Done create(JsonNode incident) throws CallFailed {
        try {
            var url = Address.normalised(text("createIncidentUrl"), knobs);
            var body = body("createIncidentJson", "Create case JSON body", Map.of("case", of(incident)));
            return read(call("createIncidentMethod", url, Optional.of(body), Optional.of(text("createIncidentResponseKey"))));
        } catch (CallFailed e) {
            throw told("Unable to create case", e);
        }
    }

    private Done update(JsonNode incident, String id) throws CallFailed {
        try {
            var url = url("updateIncidentUrl", id);
            var values = Map.of("case", of(incident), "external", external(quoted(id)));
            var body = body("updateIncidentJson", "Update case JSON body", values);
            call("updateIncidentMethod", url, Optional.of(body), Optional.empty());
            return read(id);
        } catch (CallFailed e) {
            throw told("Unable to update case with id " + id, e);
        }
    }

    private Done read(String id) throws CallFailed {
        try {
            var url = url("getIncidentUrl", id);
            var byPost = text("getIncidentMethod").equals("post");
            var body = byPost && !text("getIncidentJson").isEmpty()
                    ? Optional.of(body("getIncidentJson", "Get case JSON body", Map.of("external", external(quoted(id)))))
                    : Optional.<String>empty();
            var title = call("getIncidentMethod", url, body, Optional.of(text("getIncidentResponseExternalTitleKey")));
            var view = Templates.ofCases(
                    text("viewIncidentUrl"),
                    Map.of("external", Map.of("system", Map.of("id", Address.encoded(id), "title", Address.encoded(title)))));
            return new Done(id, title, Address.normalised(view, knobs).toString());
        } catch (CallFailed e) {
            throw told("Unable to get case with id " + id, e);
        }
    }

    private void comment(String id, String comment) throws CallFailed {
        if (text("createCommentUrl").isEmpty() || text("createCommentJson").isEmpty() || text("createCommentMethod").isEmpty()) {
            return;
        }
        try {
            var url = url("createCommentUrl", id);
            var values = Map.of("case", Map.of("comment", quoted(comment)), "external", external(quoted(id)));
            var body = body("createCommentJson", "Create comment JSON body", values);
            call("createCommentMethod", url, Optional.of(body), Optional.empty());
        } catch (CallFailed e) {
            throw told("Unable to create comment at case with id " + id, e);
        }
    }

    private String call(String method, URI url, Optional<String> body, Optional<String> key) throws CallFailed {
        var verb = text(method).isEmpty() ? "get" : text(method);
        return Check.answer(http.send(verb, url, body, connector), verb, url.toString(), key, knobs.version());
    }

    private URI url(String field, String id) throws CallFailed {
        return Address.normalised(
                Templates.ofCases(text(field), Map.of("external", external(Address.encoded(id)))), knobs);
    }

    private String body(String field, String what, Map<String, ?> values) throws CallFailed {
        var rendered = Templates.ofCases(text(field), values);
        if (Json.read(rendered.getBytes(StandardCharsets.UTF_8)).isEmpty()) {
            throw new CallFailed("JSON Error: " + what + " must be valid JSON");
        }
        return rendered;
    }

    /** Each value as JSON, texts with their quotes. */
    private Map<String, Object> of(JsonNode incident) {
        var values = new java.util.HashMap<String, Object>();
        incident.properties().forEach(member -> values.put(member.getKey(), member.getValue().toString()));
        return values;
    }

    private static Map<String, Object> external(String id) {
        return Map.of("system", Map.of("id", id));
    }

    private static String quoted(String text) {
        return Json.node(text).toString();
    }

    private String text(String field) {
        var value = connector.config().path(field);
        return value.isTextual() ? value.asText() : "";
    }

    private static CallFailed told(String what, CallFailed e) {
        var answered = e.response()
                .map(response -> (response.body().isEmpty() || response.body().equals("null") ? "" : shown(response) + " ")
                        + "Reason: " + response.phrase())
                .orElse("");
        return new CallFailed(NAME + (what + ". Error: " + e.getMessage() + ". " + answered).strip(), e.response());
    }

    /** JSON as it is, anything else as a JSON text. */
    private static String shown(Http.Response response) {
        return Json.read(response.body().getBytes(StandardCharsets.UTF_8)).orElseGet(() -> Json.node(response.body())).toString();
    }
}
