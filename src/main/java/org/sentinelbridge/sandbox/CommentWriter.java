package org.sentinelbridge.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Stores and removes comments. Each change of a comment changes its incident too (Azure-Sentinel #13491). */
final class CommentWriter {

    private final IncidentStore store;
    private final SandboxOptions options;

    CommentWriter(IncidentStore store, SandboxOptions options) {
        this.store = store;
        this.options = options;
    }

    ObjectNode add(Incident incident, String name, String message, JsonNode author) {
        String now = Times.text(store.now());
        ObjectNode comment = Json.object();
        comment.put("id", incident.id() + "/Comments/" + name);
        comment.put("name", name);
        comment.put("etag", store.nextVersion());
        comment.put("type", "Microsoft.SecurityInsights/Incidents/Comments");
        ObjectNode properties = comment.putObject("properties");
        properties.put("message", message);
        properties.put("createdTimeUtc", now);
        properties.put("lastModifiedTimeUtc", now);
        properties.set("author", author);
        incident.comments().put(IncidentStore.key(name), comment);
        changed(incident);
        return comment;
    }

    void update(Incident incident, ObjectNode comment, String message) {
        comment.put("etag", store.nextVersion());
        ObjectNode properties = (ObjectNode) comment.get("properties");
        properties.put("message", message);
        properties.put("lastModifiedTimeUtc", Times.text(store.now()));
        changed(incident);
    }

    boolean remove(Incident incident, String name) {
        boolean removed = incident.comments().remove(IncidentStore.key(name)) != null;
        if (removed) {
            changed(incident);
        }
        return removed;
    }

    /** How the service names an application that writes a comment. */
    ObjectNode application() {
        ObjectNode author = Json.object();
        author.put("objectId", TokenStore.principal(options));
        author.putNull("email");
        author.put("name", "sandbox application");
        author.putNull("userPrincipalName");
        return author;
    }

    private void changed(Incident incident) {
        ObjectNode properties = incident.properties();
        properties.withObject("/additionalData").put("commentsCount", incident.comments().size());
        store.touch(incident, properties);
    }
}
