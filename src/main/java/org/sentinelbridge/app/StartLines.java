package org.sentinelbridge.app;

import org.sentinelbridge.azure.CaseSettings;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.http.webhook.WebhookServer;
import org.sentinelbridge.operate.manage.ManageServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the log says once the bridge serves: where, and which settings switch on what is off. */
final class StartLines implements Wing {

    private static final Logger LOG = LoggerFactory.getLogger("org.sentinelbridge.app.Bridge");

    private final Settings settings;
    private final WebhookServer webhooks;
    private final ManageServer management;

    StartLines(Settings settings, WebhookServer webhooks, ManageServer management) {
        this.settings = settings;
        this.webhooks = webhooks;
        this.management = management;
    }

    @Override
    public void serve() {
        var url = webhooks.url();
        LOG.info("Listening on {} ({})", url, settings.flag("sandbox.enabled") ? "SANDBOX" : "PRODUCTION");
        LOG.info("Health and metrics: {}/observe/health and /observe/metrics", management.url());
        LOG.info("Console: {}", management.hasKeys() ? management.url() + "/console/" : "off; management.key switches it on");
        var overRule = CaseSettings.goOverRule(settings);
        if (settings.flag("case-webhook.on")) {
            LOG.info("Case webhook: {}/cases to {}", url, overRule
                    ? "Log Analytics, for an analytics rule (cases.to=alert-rule)"
                    : "workspace " + settings.text("sentinel.workspace-name"));
            if (settings.url("kibana.url").isEmpty()) {
                LOG.warn("kibana.url is not set: links from incidents to cases lead nowhere");
            }
            if (!overRule && !settings.flag("case-notices.on")) {
                LOG.info("Comments of the bridge on cases: off; kibana.api-key switches them on");
            }
        } else {
            LOG.warn("Case webhook: off; {} switch it on", overRule
                    ? "log-analytics.endpoint and log-analytics.dcr-immutable-id"
                    : "sentinel.subscription-id, sentinel.resource-group and sentinel.workspace-name");
        }
        if (settings.flag("alert-webhook.on")) {
            LOG.info("Alert webhook: {}/alerts to Log Analytics", url);
        } else {
            LOG.warn("Alert webhook: off; log-analytics.endpoint and log-analytics.dcr-immutable-id switch it on");
        }
        settings.url("elasticsearch.url").ifPresentOrElse(
                elasticsearch -> LOG.info("Documents: to {} as {}", elasticsearch, settings.text("elasticsearch.mode")),
                () -> LOG.warn("Documents for Elasticsearch: off; elasticsearch.url and elasticsearch.api-key switch them on"));
        if (settings.flag("sentinel-events.on")) {
            LOG.info("Events: from {}/{}", settings.text("event-hubs.namespace"), settings.text("event-hubs.name"));
        } else {
            LOG.warn("Events of Sentinel: off; event-hubs.connection-string, or event-hubs.namespace and event-hubs.name, and"
                    + " elasticsearch.url switch them on");
        }
        if (settings.flag("sentinel-incidents.on")) {
            LOG.info("Incidents: from workspace {} every {}", settings.text("sentinel.workspace-name"), settings.text("incidents.interval"));
        }
    }
}
