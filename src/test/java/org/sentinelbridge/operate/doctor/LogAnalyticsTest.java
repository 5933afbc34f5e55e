package org.sentinelbridge.operate.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the doctor says of Log Analytics. */
class LogAnalyticsTest {

    @Test
    void allIsWell() {
        try (var patient = new Patient()) {
            var found = look(patient);

            assertThat(found).containsOnlyKeys("settings", "reachable", "clock", "sign-in", "rule", "write");
            assertThat(found.values()).allMatch(finding -> finding.state() == State.OK, "ok");
            assertThat(found.get("rule").why()).contains("declares all 44 columns");
            var rows = patient.state().at("/log_analytics/tables/ElasticSecurityAlerts_CL/newest");
            assertThat(rows).hasSize(1);
            assertThat(found.get("write").why()).contains("where AlertUuid == '" + rows.at("/0/AlertUuid").asText() + "'");
        }
    }

    @Test
    void casesThatGoOverTheAlertRuleHaveATableOfTheirOwn() {
        try (var patient = new Patient().with("cases.to", "alert-rule")) {
            var found = look(patient);

            assertThat(found).containsOnlyKeys("settings", "reachable", "clock", "sign-in", "rule", "write", "rule-of-cases", "write-of-cases");
            assertThat(found.values()).allMatch(finding -> finding.state() == State.OK, "ok");
            assertThat(found.get("rule-of-cases").why()).contains("declares all 18 columns");
            var row = patient.state().at("/log_analytics/tables/ElasticSecurityCases_CL/newest/0");
            assertThat(found.get("write-of-cases").why()).contains("where RowId == '" + row.path("RowId").asText() + "'");

            patient.with("log-analytics.case-stream", "Custom-Another_CL");
            var missing = look(patient);
            assertThat(missing.get("rule-of-cases").state()).isEqualTo(State.FAIL);
            assertThat(missing.get("rule-of-cases").next()).contains("log-analytics.case-stream", "bridge provision azure");
            assertThat(missing.get("write-of-cases").next()).contains("log-analytics.case-stream");
            assertThat(missing.get("rule").state()).isEqualTo(State.OK);
        }
    }

    @Test
    void aColumnThatTheRuleDoesNotDeclareIsNamed() {
        try (var patient = new Patient(Patient.table().replaceFirst("\\{\"name\": \"RiskScore\"[^}]*},", ""))) {
            var rule = look(patient).get("rule");

            assertThat(rule.state()).isEqualTo(State.FAIL);
            assertThat(rule.why()).contains("does not declare RiskScore;");
            assertThat(rule.next()).contains("routes/tables/ElasticSecurityAlerts_CL.json");
        }
    }

    @Test
    void aColumnOfAnotherTypeIsNamed() {
        try (var patient = new Patient(Patient.table().replace("\"RiskScore\", \"type\": \"real\"", "\"RiskScore\", \"type\": \"string\""))) {
            var rule = look(patient).get("rule");

            assertThat(rule.state()).isEqualTo(State.FAIL);
            assertThat(rule.why()).contains("RiskScore (string, not real)");
        }
    }

    @Test
    void aRuleThatMayNotBeReadIsAWarningThatSaysSo() {
        try (var patient = new Patient()) {
            patient.fault("{\"rules_readable\":false}");

            var rule = look(patient).get("rule");

            assertThat(rule.state()).isEqualTo(State.WARN);
            assertThat(rule.why()).contains("may not read data collection rules");
            assertThat(rule.next()).contains("Monitoring Reader");
        }
    }

    @Test
    void anotherIdAndAnotherStreamAreFound() {
        try (var patient = new Patient().with("log-analytics.dcr-immutable-id", "dcr-00000000000000000000000000000000")) {
            var found = look(patient);

            assertThat(found.get("rule").state()).isEqualTo(State.WARN);
            assertThat(found.get("rule").next()).contains("log-analytics.dcr-immutable-id");
            assertThat(found.get("write").state()).isEqualTo(State.FAIL);
            assertThat(found.get("write").next()).contains("log-analytics.dcr-immutable-id");
        }
        try (var patient = new Patient().with("log-analytics.stream", "Custom-Another_CL")) {
            assertThat(look(patient).get("rule").why()).contains("no stream Custom-Another_CL, only Custom-ElasticSecurityAlerts_CL");
            assertThat(look(patient).get("write").next()).contains("log-analytics.stream");
        }
    }

    @Test
    void aMissingRoleOnTheRuleIsNamed() {
        try (var patient = new Patient()) {
            patient.fault("{\"ingestion_role\":false}");

            var write = look(patient).get("write");

            assertThat(write.state()).isEqualTo(State.FAIL);
            assertThat(write.next()).contains("Monitoring Metrics Publisher");
        }
    }

    @Test
    void theOldWayIsTriedWithItsKey() {
        try (var patient = new Patient().with("log-analytics.writer", "data-collector")) {
            var found = look(patient);

            assertThat(found).containsOnlyKeys("settings", "reachable", "clock", "write");
            assertThat(found.get("write").state()).isEqualTo(State.OK);

            patient.with("log-analytics.workspace-key", "YW5vdGhlcg==");
            assertThat(look(patient).get("write").state()).isEqualTo(State.FAIL);
            assertThat(look(patient).get("write").next()).contains("log-analytics.workspace-key");
        }
    }

    private static Map<String, Finding> look(Patient patient) {
        return patient.findings(ward -> new AzureSides(ward).logAnalytics());
    }
}
