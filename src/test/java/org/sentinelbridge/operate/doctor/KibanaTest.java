package org.sentinelbridge.operate.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sentinelbridge.elastic.kibana.ConnectorScreens;
import org.sentinelbridge.elastic.kibana.ConnectorSetup;
import org.sentinelbridge.elastic.kibana.KeyPlace;
import org.sentinelbridge.elastic.kibana.Kibana;
import org.sentinelbridge.elastic.kibana.KibanaAddress;
import org.sentinelbridge.elastic.kibana.KibanaProvisioning;

/** What the doctor says of Kibana. */
class KibanaTest {

    private final Patient patient = new Patient();

    @AfterEach
    void stop() {
        patient.close();
    }

    @Test
    void allIsWell() {
        setUp();

        var found = look();

        assertThat(found).containsOnlyKeys("settings", "reachable", "clock", "version", "connectors", "rules");
        assertThat(found.values()).allMatch(finding -> finding.state() == State.OK, "ok");
        assertThat(found.get("version").why()).startsWith("Kibana 9.");
    }

    @Test
    void missingConnectorsAreNamedWithWhatMakesThem() {
        var connectors = look().get("connectors");

        assertThat(connectors.state()).isEqualTo(State.WARN);
        assertThat(connectors.why()).contains("missing Case connector b6290345-7e51-36ff-bcab-9387ebc54c94", "missing Alert connector c50c4c62-5efb-3bc2-b29f-955eb6eac44b");
        assertThat(connectors.next()).startsWith("bridge provision kibana");
    }

    @Test
    void whatIsOtherInAConnectorIsNamed() {
        setUp();
        patient.with("webhook.public-url", "https://bridge.example.com");

        var connectors = look().get("connectors");

        assertThat(connectors.state()).isEqualTo(State.WARN);
        assertThat(connectors.why()).contains("should be \"https://bridge.example.com/cases\"");
    }

    @Test
    void aKeyThatIsNotTakenFails() {
        patient.fault("{\"kibana\":{\"key\":\"invalid\"}}");

        assertThat(look().get("version").state()).isEqualTo(State.FAIL);
        assertThat(look().get("version").next()).contains("kibana.api-key");
    }

    @Test
    void aVersionThatIsTooOldFails() {
        patient.fault("{\"kibana\":{\"version\":\"8.5.0\"}}");

        assertThat(look().get("version").why()).contains("8.5.0 is too old");
    }

    @Test
    void rulesThatSendAlertsOneByOneAreNamed() {
        setUp();
        rule("together", true);
        assertThat(look().get("rules").state()).isEqualTo(State.OK);

        rule("single", false);

        assertThat(look().get("rules").state()).isEqualTo(State.WARN);
        assertThat(look().get("rules").why()).contains("Rules that send each alert by itself: single;");
    }

    @Test
    void withoutAKeyItIsOnlyReached() {
        patient.with("kibana.api-key", "");

        assertThat(look()).containsOnlyKeys("settings", "reachable", "clock");
    }

    private void rule(String name, boolean summary) {
        var settings = patient.settings();
        patient.send("POST", "/kibana/api/detection_engine/rules", """
                {"rule_id": "%1$s", "name": "%1$s", "description": "d", "type": "query", "severity": "low", "risk_score": 1, "query": "*",
                 "actions": [{"id": "c50c4c62-5efb-3bc2-b29f-955eb6eac44b", "action_type_id": ".webhook", "group": "default", "params": {"body": "{}"},
                   "frequency": {"summary": %2$s, "notifyWhen": "onActiveAlert", "throttle": null}}]}""".formatted(name, summary),
                "Content-Type", "application/json", "kbn-xsrf", "test", "Authorization", "ApiKey " + settings.text("kibana.api-key"));
    }

    private void setUp() {
        var settings = patient.settings();
        var kibana = new Kibana(KibanaAddress.of(settings));
        var screens = ConnectorScreens.of(settings, ConnectorScreens.ownUrl(settings));
        var setup = new ConnectorSetup(screens, "key-of-webhook-0815", KeyPlace.SECRET_HEADER, "", new ConnectorSetup.Wanted(false, false, false));
        new KibanaProvisioning(setup, line -> { }).apply(kibana, kibana.version());
    }

    private Map<String, Finding> look() {
        return patient.findings(ward -> new ElasticSides(ward).kibana());
    }
}
