package org.sentinelbridge.elastic.kibana;

import java.util.Map;

/**
 * The connector <i>Webhook - Case Management</i> ({@code .cases-webhook}). Except for {@code name} and {@code secretHeader}, each
 * component has the name that it has in {@code config} of Kibana's API, and the order of Kibana's screens. JSON bodies are Mustache
 * templates of Kibana: three braces, because two are escaped as HTML.
 *
 * @param secretHeader the name of the header that carries the webhook key; its value is a secret and not in here
 * @param headers all other headers
 */
public record CaseConnector(
        String name,
        String secretHeader,
        Map<String, String> headers,
        String createIncidentMethod,
        String createIncidentUrl,
        String createIncidentJson,
        String createIncidentResponseKey,
        String getIncidentMethod,
        String getIncidentUrl,
        String getIncidentResponseExternalTitleKey,
        String viewIncidentUrl,
        String updateIncidentMethod,
        String updateIncidentUrl,
        String updateIncidentJson,
        String createCommentMethod,
        String createCommentUrl,
        String createCommentJson) {

    public CaseConnector {
        headers = Map.copyOf(headers);
    }
}
