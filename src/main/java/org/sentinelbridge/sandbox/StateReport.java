package org.sentinelbridge.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.sentinelbridge.sandbox.elasticsearch.ElasticsearchStandIn;
import org.sentinelbridge.sandbox.kibana.KibanaStandIn;

/** What each side holds, as {@code GET /_sandbox/state} tells it. */
final class StateReport {

    private final IncidentStore incidents;
    private final OperationCounts counts;
    private final TokenStore tokens;
    private final LogTables tables;
    private final RuleIncidents alertRule;
    private final RuleIncidents caseRule;
    private final ElasticsearchStandIn elasticsearch;
    private final EventHubsControl eventHubs;
    private final KibanaStandIn kibana;
    private final Faults faults;
    private final Switches switches;

    StateReport(
            IncidentStore incidents,
            OperationCounts counts,
            TokenStore tokens,
            LogTables tables,
            RuleIncidents alertRule,
            RuleIncidents caseRule,
            ElasticsearchStandIn elasticsearch,
            EventHubsControl eventHubs,
            KibanaStandIn kibana,
            Faults faults,
            Switches switches) {
        this.incidents = incidents;
        this.counts = counts;
        this.tokens = tokens;
        this.tables = tables;
        this.alertRule = alertRule;
        this.caseRule = caseRule;
        this.elasticsearch = elasticsearch;
        this.eventHubs = eventHubs;
        this.kibana = kibana;
        this.faults = faults;
        this.switches = switches;
    }

    Answer answer() {
        ObjectNode state = Json.object();
        ObjectNode sentinel = state.putObject("sentinel");
        sentinel.set(
                "incidents",
                Json.array(incidents.all().stream()
                        .map(Incident::documentWithComments)
                        .toList()));
        sentinel.set("counts", counts.describe());
        sentinel.set("throttled", counts.describeThrottled());
        sentinel.set("analytics_rule", alertRule.describe());
        sentinel.set("case_rule", caseRule.describe());
        ObjectNode entra = state.putObject("entra");
        entra.put("tokens_issued", tokens.issued());
        entra.put("token_requests", tokens.requested());
        state.set("log_analytics", tables.describe());
        state.set("elasticsearch", elasticsearch.describe());
        state.set(EventHubsControl.NAME, eventHubs.describe());
        state.set(KibanaSurface.PREFIX, kibana.describe());
        state.set("faults", faults.describe());
        state.setAll(switches.describe());
        state.set("elasticsearch_switches", elasticsearch.describeKnobs());
        state.set("kibana_switches", kibana.describeKnobs());
        return Answer.json(200, state);
    }
}
