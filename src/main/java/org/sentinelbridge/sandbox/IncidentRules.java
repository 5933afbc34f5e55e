package org.sentinelbridge.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What the service demands of an incident before it stores it. Sources: azure-rest-api-specs Incidents.json 2024-03-01;
 * learn.microsoft.com sentinel-service-limits; the messages of the real service as quoted in azure-powershell #29130
 * and demisto/content #34306.
 */
final class IncidentRules {

    private static final int LONGEST_DESCRIPTION = 5_000;
    private static final List<String> SEVERITIES = List.of("High", "Medium", "Low", "Informational");
    private static final List<String> STATUSES = List.of("New", "Active", "Closed");
    private static final Map<String, Set<String>> REASONS = Map.of(
            "Undetermined", Set.of(),
            "TruePositive", Set.of("SuspiciousActivity"),
            "BenignPositive", Set.of("SuspiciousButExpected"),
            "FalsePositive", Set.of("IncorrectAlertLogic", "InaccurateData"));
    private static final Set<String> REASON_REQUIRED = Set.of("BenignPositive", "FalsePositive");

    private IncidentRules() {}

    /** @throws Rejected with 400 if a rule is broken */
    static void check(JsonNode properties) {
        if (text(properties, "title").isBlank()) {
            throw ArmErrors.badRequest("'Title' must have a non-empty value");
        }
        oneOf(properties, "severity", SEVERITIES);
        oneOf(properties, "status", STATUSES);
        if (text(properties, "description").length() > LONGEST_DESCRIPTION) {
            throw ArmErrors.badRequest(
                    "description must not be longer than " + LONGEST_DESCRIPTION + " characters.");
        }
        classification(properties);
        text(properties, "classificationComment");
        time(properties, "firstActivityTimeUtc");
        time(properties, "lastActivityTimeUtc");
        owner(properties.path("owner"));
        labels(properties.path("labels"));
    }

    private static void oneOf(JsonNode properties, String name, List<String> allowed) {
        String value = text(properties, name);
        if (value.isEmpty()) {
            throw ArmErrors.badRequest(name + " must not be empty.");
        }
        if (!allowed.contains(value)) {
            throw ArmErrors.badRequest(
                    name + " '" + value + "' is not valid. Allowed values: " + String.join(", ", allowed) + ".");
        }
    }

    private static void classification(JsonNode properties) {
        String classification = text(properties, "classification");
        String reason = text(properties, "classificationReason");
        if (classification.isEmpty()) {
            if (text(properties, "status").equals("Closed")) {
                throw ArmErrors.badRequest("classification must not be empty when status is 'Closed'.");
            }
            if (!reason.isEmpty()) {
                throw ArmErrors.badRequest("classificationReason '" + reason + "' must have a classification.");
            }
            return;
        }
        if (!REASONS.containsKey(classification)) {
            throw ArmErrors.badRequest("classification '" + classification + "' is not valid.");
        }
        if (reason.isEmpty() && REASON_REQUIRED.contains(classification)) {
            throw ArmErrors.badRequest("classification '" + classification + "' must have classificationReason.");
        }
        if (!reason.isEmpty() && !REASONS.get(classification).contains(reason)) {
            throw ArmErrors.badRequest("classificationReason '" + reason + "' is not valid for classification '"
                    + classification + "'.");
        }
    }

    private static void owner(JsonNode owner) {
        if (owner.isMissingNode() || owner.isNull()) {
            return;
        }
        if (!owner.isObject()) {
            throw ArmErrors.invalidContent("owner must be an object");
        }
        String objectId = text(owner, "objectId");
        for (String name : List.of("email", "assignedTo", "userPrincipalName", "ownerType")) {
            text(owner, name);
        }
        if (!objectId.isEmpty()) {
            try {
                UUID.fromString(objectId);
            } catch (IllegalArgumentException e) {
                throw ArmErrors.invalidContent("owner.objectId '" + objectId + "' is not a GUID");
            }
        }
    }

    private static void labels(JsonNode labels) {
        if (labels.isMissingNode() || labels.isNull()) {
            return;
        }
        if (!labels.isArray()) {
            throw ArmErrors.invalidContent("labels must be an array");
        }
        for (JsonNode label : labels) {
            if (!label.isObject() || text(label, "labelName").isBlank()) {
                throw ArmErrors.badRequest("'LabelName' must have a non-empty value");
            }
        }
    }

    private static void time(JsonNode properties, String name) {
        String given = text(properties, name);
        try {
            if (!given.isEmpty()) {
                Times.normalised(given);
            }
        } catch (DateTimeException e) {
            throw ArmErrors.invalidContent(name + " '" + given + "' is not a date-time");
        }
    }

    /** The text of a field, empty if the field is absent or null. */
    private static String text(JsonNode object, String name) {
        JsonNode value = object.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        if (!value.isTextual()) {
            throw ArmErrors.invalidContent(name + " must be a string");
        }
        return value.textValue();
    }
}
