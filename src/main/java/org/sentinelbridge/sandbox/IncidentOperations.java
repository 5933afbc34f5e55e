package org.sentinelbridge.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Lists, gets, puts and deletes incidents as azure-rest-api-specs Incidents.json 2024-03-01 describes. */
final class IncidentOperations {

    private final IncidentStore store;
    private final IncidentWriter writer;
    private final Switches switches;

    IncidentOperations(IncidentStore store, IncidentWriter writer, Switches switches) {
        this.store = store;
        this.writer = writer;
        this.switches = switches;
    }

    Answer list(ArmCall call) {
        Instant now = store.now();
        List<ObjectNode> documents = store.all().stream()
                .filter(incident -> incident.isReadable(now))
                .map(Incident::document)
                .toList();
        return Listing.page(documents, call.request());
    }

    Answer get(ArmCall call) {
        return Answer.json(200, store.readable(call.incident()).document());
    }

    /** An etag sent along with a new incident does not matter, as in Microsoft's example CreateIncident.json. */
    Answer put(ArmCall call) {
        JsonNode body = Bodies.resource(call.request());
        IncidentRules.check(body.get("properties"));
        Optional<Incident> present = store.find(call.incident());
        if (present.isEmpty()) {
            Instant readableFrom = store.now().plusMillis(switches.notFoundAfterCreateMillis());
            Incident created = writer.create(call.incident(), body.get("properties"), readableFrom);
            return Answer.json(201, created.document());
        }
        Incident incident = present.get();
        Bodies.checkEtag(body, incident.etag(), incident.name());
        writer.replace(incident, body.get("properties"));
        return Answer.json(200, incident.document());
    }

    Answer delete(ArmCall call) {
        return Answer.empty(store.remove(call.incident()) ? 200 : 204);
    }
}
