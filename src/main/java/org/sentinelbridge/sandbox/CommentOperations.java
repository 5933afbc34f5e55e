package org.sentinelbridge.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * Lists, gets, puts and deletes the comments of an incident as azure-rest-api-specs Incidents.json 2024-03-01 describes,
 * within the limits of learn.microsoft.com sentinel-service-limits.
 */
final class CommentOperations {

    private static final int LONGEST_MESSAGE = 30_000;
    private static final int MOST_COMMENTS = 100;

    private final IncidentStore store;
    private final CommentWriter writer;

    CommentOperations(IncidentStore store, CommentWriter writer) {
        this.store = store;
        this.writer = writer;
    }

    Answer list(ArmCall call) {
        Incident incident = store.readable(call.incident());
        return Listing.page(List.copyOf(incident.comments().values()), call.request());
    }

    Answer get(ArmCall call) {
        Incident incident = store.readable(call.incident());
        return Answer.json(200, find(incident, call.comment())
                .orElseThrow(() -> ArmErrors.commentNotFound(call.comment())));
    }

    Answer put(ArmCall call) {
        Incident incident = store.get(call.incident());
        JsonNode body = Bodies.resource(call.request());
        String message = message(body.get("properties").path("message"));
        Optional<ObjectNode> present = find(incident, call.comment());
        if (present.isPresent()) {
            ObjectNode comment = present.get();
            Bodies.checkEtag(body, comment.get("etag").textValue(), comment.get("name").textValue());
            writer.update(incident, comment, message);
            return Answer.json(200, comment);
        }
        if (incident.comments().size() >= MOST_COMMENTS) {
            throw ArmErrors.badRequest("An incident must not have more than " + MOST_COMMENTS + " comments.");
        }
        return Answer.json(201, writer.add(incident, call.comment(), message, writer.application()));
    }

    Answer delete(ArmCall call) {
        Incident incident = store.get(call.incident());
        return Answer.empty(writer.remove(incident, call.comment()) ? 200 : 204);
    }

    private static String message(JsonNode given) {
        if (!given.isTextual() || given.textValue().isBlank()) {
            throw ArmErrors.badRequest("'Message' must have a non-empty value");
        }
        if (given.textValue().length() > LONGEST_MESSAGE) {
            throw ArmErrors.badRequest("message must not be longer than " + LONGEST_MESSAGE + " characters.");
        }
        return given.textValue();
    }

    private static Optional<ObjectNode> find(Incident incident, String name) {
        return Optional.ofNullable(incident.comments().get(IncidentStore.key(name)));
    }
}
