package org.sentinelbridge.operate.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.util.UUID;
import org.sentinelbridge.azure.AzureFailure;

/**
 * Whether incidents can be written: makes one that says what it is, and deletes it. Where the identity may not delete, as with the
 * role Microsoft Sentinel Responder, the incident is closed.
 */
final class IncidentCheck implements Check {

    private static final String TITLE = "Test of Sentinel Bridge (bridge doctor), please ignore";

    private final Azure azure;
    private final Workspace workspace;

    IncidentCheck(Azure azure, Workspace workspace) {
        this.azure = azure;
        this.workspace = workspace;
    }

    @Override
    public String name() {
        return "write";
    }

    @Override
    public Finding look() throws Exception {
        var path = workspace.incident(UUID.randomUUID().toString());
        try {
            var made = azure.call("PUT", path, incident("New", "").toString()).body();
            return clean(path, made);
        } catch (Tokens.NoToken e) {
            return Finding.warn(name(), "Not tried, because there is no token", "");
        } catch (AzureFailure e) {
            return workspace.finding(name(), e);
        }
    }

    private Finding clean(String path, JsonNode made) throws IOException, InterruptedException, Tokens.NoToken {
        var number = made.at("/properties/incidentNumber").asText();
        try {
            azure.call("DELETE", path, "");
            return Finding.ok(name(), "Incident " + number + " was made and deleted again");
        } catch (AzureFailure.RoleMissing e) {
            return close(path, made, number);
        } catch (AzureFailure e) {
            return left(number, e);
        }
    }

    private Finding close(String path, JsonNode made, String number) throws IOException, InterruptedException, Tokens.NoToken {
        try {
            azure.call("PUT", path, incident("Closed", made.path("etag").asText()).toString());
            return Finding.ok(name(), "Incident " + number + " was made and closed again; the identity may not delete, and need not");
        } catch (AzureFailure e) {
            return left(number, e);
        }
    }

    private Finding left(String number, AzureFailure e) {
        return Finding.warn(name(), "Incident " + number + " was made, but could not be deleted or closed: " + e.getMessage(),
                "Close incident " + number + " by hand");
    }

    private static JsonNode incident(String status, String etag) {
        var incident = JsonNodeFactory.instance.objectNode();
        if (!etag.isEmpty()) {
            incident.put("etag", etag);
        }
        var properties = incident.putObject("properties")
                .put("title", TITLE)
                .put("description", "Made to see whether Sentinel Bridge may write, and deleted or closed at once.")
                .put("severity", "Informational")
                .put("status", status);
        properties.putArray("labels").addObject().put("labelName", "sentinel-bridge-doctor");
        if (status.equals("Closed")) {
            properties.put("classification", "Undetermined");
        }
        return incident;
    }
}
