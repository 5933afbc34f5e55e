package org.sentinelbridge.elastic.kibana;

import java.util.Map;
import org.sentinelbridge.base.settings.Settings;

/**
 * What is entered in Kibana's connector screens, and in the action of a rule: the one place that says these texts. Shown by the
 * console to be copied, and sent to Kibana's API by {@code bridge provision kibana}.
 */
public final class ConnectorScreens {

    /** The header that carries the webhook key. */
    public static final String KEY_HEADER = "X-Api-Key";

    private static final String INCIDENT = "{{{external.system.id}}}";
    private static final Map<String, String> HEADERS = Map.of("Content-Type", "application/json");
    private static final String CASE = "\"case_id\": {{{case.id}}}, \"case_title\": {{{case.title}}},"
            + " \"case_severity\": {{{case.severity}}}, \"case_status\": {{{case.status}}}, \"case_description\": {{{case.description}}}, \"case_tags\": {{{case.tags}}}";

    private final String bridge;
    private final String portalLink;

    /**
     * @param bridge base URL of the webhooks as Kibana reaches it, without a slash at its end
     * @param portalLink where the link from a case to its incident leads, a template of Kibana
     */
    public ConnectorScreens(String bridge, String portalLink) {
        this.bridge = bridge;
        this.portalLink = portalLink;
    }

    /**
     * By the settings {@code webhook.public-url} and {@code sentinel.*}.
     *
     * @param ownUrl where the webhooks listen, for when no other URL is set
     */
    public static ConnectorScreens of(Settings settings, String ownUrl) {
        return new ConnectorScreens(settings.url("webhook.public-url").orElse(ownUrl), portalLink(settings));
    }

    /** Where the webhooks listen by the settings; Kibana reaches them there if it is on the same machine. */
    public static String ownUrl(Settings settings) {
        var host = settings.text("webhook.host");
        return (settings.find("webhook.tls.certificate").isPresent() ? "https://" : "http://")
                + (host.contains(":") ? "[" + host + "]" : host) + ":" + settings.text("webhook.port");
    }

    /**
     * Kibana knows no more of an incident than its name, so the Defender portal, which asks for another id, cannot be linked to
     * from
     * here; {@code incident_url} in the bridge's answers can. An incident that an analytics rule has made of a case has a name that
     * nobody here knows, so the link leads to the list of incidents; Kibana's screen insists on the name being in it.
     */
    private static String portalLink(Settings settings) {
        if (settings.find("cases.to").filter("alert-rule"::equals).isPresent()) {
            return "https://security.microsoft.com/incidents?tid=" + part(settings, "azure.tenant-id", "TENANT") + "#" + INCIDENT;
        }
        var incident = "/subscriptions/" + part(settings, "sentinel.subscription-id", "SUBSCRIPTION")
                + "/resourceGroups/" + part(settings, "sentinel.resource-group", "GROUP")
                + "/providers/Microsoft.OperationalInsights/workspaces/" + part(settings, "sentinel.workspace-name", "WORKSPACE")
                + "/providers/Microsoft.SecurityInsights/Incidents/" + INCIDENT;
        var template = settings.find("sentinel.incident-url").orElse("azure");
        var isOwn = template.contains("{arm-id}") || template.contains("{incident-id}");
        return isOwn && !template.contains("{incident-number}") && !template.contains("{provider-incident-id}")
                ? template.replace("{arm-id}", incident)
                        .replace("{incident-id}", INCIDENT)
                        .replace("{tenant-id}", part(settings, "azure.tenant-id", "TENANT"))
                : "https://portal.azure.com/#asset/Microsoft_Azure_Security_Insights/Incident" + incident;
    }

    private static String part(Settings settings, String property, String placeholder) {
        return settings.find(property).orElse(placeholder);
    }

    public CaseConnector caseConnector() {
        var cases = bridge + "/cases";
        return new CaseConnector(
                "Microsoft Sentinel",
                KEY_HEADER,
                HEADERS,
                "post",
                cases,
                "{\"action\": \"create-incident\", " + CASE + ", \"elastic_url_base\": \"/app/security/cases/\"}",
                "sentinel_incident_id",
                "get",
                cases + "?sentinel_incident_id=" + INCIDENT,
                "title",
                portalLink,
                "post",
                cases,
                "{\"action\": \"update-incident\", " + CASE + ", \"sentinel_incident_id\": " + INCIDENT + "}",
                "post",
                cases,
                "{\"action\": \"add-comment-to-incident\", \"case_comment\": {{{case.comment}}},"
                        + " \"sentinel_incident_id\": " + INCIDENT + "}");
    }

    public AlertConnector alertConnector() {
        return new AlertConnector("Microsoft Sentinel (alerts)", KEY_HEADER, HEADERS, "post", bridge + "/alerts");
    }

    /** Where the link from a case to its incident leads, a template of Kibana. */
    public String portalLink() {
        return portalLink;
    }

    /** The body of a rule's action; Kibana prints the list of alerts without brackets. */
    public String ruleActionBody() {
        return "{\"alerts\": [{{{context.alerts}}}]}";
    }
}
