package org.sentinelbridge.sandbox.kibana;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A case with its comments, and what was pushed of it when through which connector. */
final class SecurityCase {

    private static final String UPDATED = "updated_at";

    private final String space;
    private final ObjectNode fields;
    private final List<ObjectNode> comments = new ArrayList<>();
    /** For each comment the change of the case by which it came to be as it is. */
    private final Map<String, Integer> changed = new HashMap<>();
    /** For each connector the change up to which it was told. */
    private final Map<String, Integer> pushed = new HashMap<>();
    private final Map<String, ObjectNode> services = new HashMap<>();
    private int changes;
    private int userActions = 1; // that it was made

    SecurityCase(String space, ObjectNode fields) {
        this.space = space;
        this.fields = fields;
    }

    String id() {
        return fields.path("id").asText();
    }

    String space() {
        return space;
    }

    ObjectNode fields() {
        return fields;
    }

    int changes() {
        return changes;
    }

    int userActions() {
        return userActions;
    }

    void acted(int times) {
        userActions += times;
    }

    /** Opaque to callers, other after each change. */
    String version() {
        return Base64.getEncoder().encodeToString(("[" + changes + ",1]").getBytes(StandardCharsets.UTF_8));
    }

    void touch(String time, String user) {
        changes++;
        fields.put(UPDATED, time);
        fields.set("updated_by", user(user));
    }

    void comment(ObjectNode comment) {
        comments.removeIf(other -> other.path("id").equals(comment.path("id")));
        comments.add(comment);
        changed.put(comment.path("id").asText(), changes);
    }

    Optional<ObjectNode> comment(String id) {
        return comments.stream().filter(comment -> comment.path("id").asText().equals(id)).findFirst();
    }

    /** How many alerts are attached. */
    int alerts() {
        return comments.stream().mapToInt(Attachments::alerts).sum();
    }

    /** The comments of people that the connector was not told of, or not in this form, as they are sent. */
    List<String> unpushed(String connector, Optional<String> publicUrl) {
        var since = pushed.getOrDefault(connector, 0);
        var texts = new ArrayList<String>();
        var untoldAlerts = false;
        for (var comment : comments) {
            var untold = changed.get(comment.path("id").asText()) > since;
            if (Attachments.isAlert(comment)) {
                untoldAlerts |= untold;
            } else if (untold) {
                var by = comment.path(comment.hasNonNull("updated_by") ? "updated_by" : "created_by");
                texts.add(comment.path("comment").asText() + "\n\nAdded by "
                        + (by.path("full_name").asText("").isEmpty() ? by.path("username").asText() : by.path("full_name").asText()) + ".");
            }
        }
        if (untoldAlerts) {
            texts.add("Elastic Alerts attached to the case: " + alerts() + publicUrl.map(url -> "\n\nFor more details, view the alerts in Kibana\nAlerts URL: "
                    + url + (space.equals("default") ? "" : "/s/" + space) + "/app/security/cases/" + id() + "?tabId=alerts").orElse(""));
        }
        return texts;
    }

    /** What an earlier push through this connector has recorded. */
    Optional<String> externalId(String connector) {
        return Optional.ofNullable(services.get(connector)).map(service -> service.path("external_id").asText());
    }

    /** Records a push that has worked as a whole. */
    void pushed(ObjectNode service, int upTo, String time, String user) {
        var connector = service.path("connector_id").asText();
        touch(time, user);
        acted(1);
        services.put(connector, service);
        pushed.put(connector, upTo);
        fields.set("external_service", service);
    }

    ObjectNode describe(boolean withComments) {
        var description = fields.deepCopy().put("version", version()).put("totalComment",
                (int) comments.stream().filter(comment -> comment.path("type").asText().equals("user")).count());
        description.set("comments", withComments ? Json.array(comments) : Json.array());
        return description;
    }

    static ObjectNode user(String name) {
        return Json.object().put("username", name).put("full_name", "").put("email", "");
    }
}
