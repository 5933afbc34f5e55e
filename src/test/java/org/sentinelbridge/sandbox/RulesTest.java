package org.sentinelbridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sentinelbridge.sandbox.SandboxClient.errorCode;
import static org.sentinelbridge.sandbox.SandboxClient.json;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The list of data collection rules in Azure Resource Manager. */
class RulesTest {

    private static final String VERSION = "?api-version=2023-03-11";
    private static final String TABLE = """
            {"name": "Example_CL", "columns": [{"name": "TimeGenerated", "type": "datetime"}, {"name": "Count", "type": "long"}]}""";

    private final SandboxClient client = new SandboxClient(SandboxOptions.defaults().withLogAnalytics(
            LogAnalyticsOptions.defaults().withTable(TableSchema.of(TABLE.getBytes(StandardCharsets.UTF_8)))));
    private final String subscription = "/subscriptions/" + client.options.subscriptionId();

    @AfterEach
    void stop() {
        client.close();
    }

    @Test
    void theOneRuleSaysItsColumns() {
        var rules = json(client.get(rules(subscription))).path("value");

        assertThat(rules).hasSize(1);
        assertThat(rules.at("/0/properties/immutableId").asText()).isEqualTo(client.options.logAnalytics().dcrImmutableId());
        assertThat(rules.at("/0/properties/endpoints/logsIngestion").asText()).isEqualTo(client.sandbox.url());
        assertThat(rules.at("/0/properties/streamDeclarations/Custom-ElasticSecurityAlerts_CL/columns"))
                .isEqualTo(json(TABLE).path("columns"));
    }

    @Test
    void itIsInOneResourceGroup() {
        var group = subscription + "/resourceGroups/";

        assertThat(json(client.get(rules(group + client.options.resourceGroup()))).path("value")).hasSize(1);
        assertThat(json(client.get(rules(group + "another"))).path("value")).isEmpty();
    }

    @Test
    void mayBeHidden() {
        client.fault("{\"rules_readable\":false}");

        var answer = client.get(rules(subscription));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(errorCode(answer)).isEqualTo("AuthorizationFailed");
    }

    @Test
    void needsATokenAndTheRightSubscription() {
        assertThat(client.send(client.request(rules(subscription)).GET()).statusCode()).isEqualTo(401);
        assertThat(errorCode(client.get(rules("/subscriptions/another")))).isEqualTo("SubscriptionNotFound");
    }

    private static String rules(String scope) {
        return scope + "/providers/Microsoft.Insights/dataCollectionRules" + VERSION;
    }
}
