package org.sentinelbridge.operate.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.sentinelbridge.sandbox.rules.AnalyticsRule;

/** A row of bridge doctor is there to be seen in Log Analytics, and is nothing that an analyst should be called for. */
class CanaryMakesNoIncidentTest {

    @Test
    void theRulesOfTheTemplatePassItOver() {
        var rule = AnalyticsRule.ofAlerts();
        var canary = (ObjectNode) CanaryRow.ofAlert().array().get(0);
        assertThat(rule.alert(canary)).isEmpty();
        assertThat(rule.alert(canary.deepCopy().put("AlertUuid", "another"))).isPresent();
        var cases = AnalyticsRule.ofCases();
        var caseCanary = (ObjectNode) CanaryRow.ofCase().array().get(0);
        assertThat(cases.alert(caseCanary)).isEmpty();
        assertThat(cases.alert(caseCanary.deepCopy().put("RowId", "another"))).isPresent();
    }
}
