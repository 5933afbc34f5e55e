package org.sentinelbridge.operate.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the doctor says of Microsoft Sentinel. */
class SentinelTest {

    private final Patient patient = new Patient();

    @AfterEach
    void stop() {
        patient.close();
    }

    @Test
    void allIsWell() {
        var found = look();

        assertThat(found).containsOnlyKeys("settings", "reachable", "clock", "sign-in", "read", "write");
        assertThat(found.values()).allMatch(finding -> finding.state() == State.OK, "ok");
        assertThat(found.get("sign-in").why()).contains("good for 59 minutes");
        assertThat(patient.state().at("/sentinel/incidents")).as("the test incident is deleted").isEmpty();
        assertThat(patient.state().at("/sentinel/counts/Incidents_CreateOrUpdate").asInt()).isEqualTo(1);
    }

    @Test
    void whereARuleMakesTheIncidentsOfCasesNoneIsWritten() {
        patient.with("cases.to", "alert-rule");

        assertThat(look()).containsOnlyKeys("settings", "reachable", "clock", "sign-in", "read");
        assertThat(patient.state().at("/sentinel/counts").toString()).isEqualTo("{\"Incidents_List\":1}");
    }

    @Test
    void withoutLeaveToWriteNothingIsWritten() {
        var ward = Ward.of(patient.settings(), false);
        new Examination(Duration.ofSeconds(10)).run(new AzureSides(ward).sentinel().checks());

        assertThat(patient.state().at("/sentinel/counts").toString()).isEqualTo("{\"Incidents_List\":1}");
    }

    @Test
    void aMissingRoleIsNamed() {
        patient.fault("{\"role\":false}");

        var found = look();

        assertThat(found.get("sign-in").state()).isEqualTo(State.OK);
        for (var check : new String[] {"read", "write"}) {
            assertThat(found.get(check).state()).as(check).isEqualTo(State.FAIL);
            assertThat(found.get(check).why()).contains("403 AuthorizationFailed");
            assertThat(found.get(check).next()).contains("Microsoft Sentinel Responder", "sandbox-workspace");
        }
    }

    @Test
    void aWrongWorkspaceNamesTheSettings() {
        patient.with("sentinel.workspace-name", "another");

        assertThat(look().get("read").state()).isEqualTo(State.FAIL);
        assertThat(look().get("read").next()).contains("sentinel.workspace-name");
    }

    @Test
    void aThrottledReadIsNoFailure() {
        patient.fault("{\"match\":{\"method\":\"GET\",\"path\":\"/incidents\"},\"status\":429,\"headers\":{\"Retry-After\":\"7\"}}");

        assertThat(look().get("read").state()).isEqualTo(State.WARN);
    }

    @Test
    void aWrongSecretIsExplainedAndNotShown() {
        patient.with("azure.client-secret", "another~secret-not-to-be-seen");

        var found = look();

        assertThat(found.get("sign-in").state()).isEqualTo(State.FAIL);
        assertThat(found.get("sign-in").why()).contains("AADSTS7000215");
        assertThat(found.get("sign-in").next()).contains("the secret's Value");
        assertThat(found.get("read").state()).isEqualTo(State.WARN);
        assertThat(found.get("read").why()).isEqualTo("Not tried, because there is no token");
        assertThat(found.toString()).doesNotContain("not-to-be-seen").doesNotContain(Patient.SECRET);
    }

    @Test
    void whereDeletingIsNotAllowedTheIncidentIsClosed() {
        patient.fault("{\"match\":{\"method\":\"DELETE\"},\"status\":403}");

        var write = look().get("write");

        assertThat(write.state()).isEqualTo(State.OK);
        assertThat(write.why()).contains("Incident 1 was made and closed again");
        var incidents = patient.state().at("/sentinel/incidents");
        assertThat(incidents).hasSize(1);
        assertThat(incidents.at("/0/properties/status").asText()).isEqualTo("Closed");
        assertThat(incidents.at("/0/properties/title").asText()).contains("bridge doctor");
    }

    @Test
    void anIncidentThatStaysOpenIsNamed() {
        patient.fault("{\"match\":{\"method\":\"DELETE\"},\"status\":500}");

        var write = look().get("write");

        assertThat(write.state()).isEqualTo(State.WARN);
        assertThat(write.next()).isEqualTo("Close incident 1 by hand");
    }

    @Test
    void aClockThatIsFiveMinutesAheadFails() {
        var clock = look(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(5))).get("clock");

        assertThat(clock.state()).isEqualTo(State.FAIL);
        assertThat(clock.why()).matches("This machine's clock is (299|300|301) s ahead of that of Azure");
        assertThat(clock.next()).contains("NTP");
    }

    @Test
    void aClockThatIsHalfAMinuteBehindIsToldOf() {
        var clock = look(Clock.offset(Clock.systemUTC(), Duration.ofSeconds(-30))).get("clock");

        assertThat(clock.state()).isEqualTo(State.WARN);
        assertThat(clock.why()).contains("behind");
    }

    @Test
    void settingsThatAreMissingAreTheOnlyFinding() {
        patient.with("sentinel.resource-group", "");

        var found = look();

        assertThat(found).containsOnlyKeys("settings");
        assertThat(found.get("settings").state()).isEqualTo(State.FAIL);
        assertThat(found.get("settings").why()).startsWith("sentinel.resource-group: must be set too");
    }

    @Test
    void aCredentialThatLacksASettingIsTold() {
        patient.with("azure.client-id", "");

        assertThat(look().get("settings").why()).startsWith("azure.client-id: must be set");
    }

    @Test
    void withoutSettingsItIsOff() {
        for (var setting : new String[] {"subscription-id", "resource-group", "workspace-name"}) {
            patient.with("sentinel." + setting, "");
        }

        var side = new AzureSides(Ward.of(patient.settings(), true)).sentinel();

        assertThat(side.on()).isFalse();
        assertThat(side.checks()).isEmpty();
        assertThat(side.switchedOnBy()).contains("sentinel.subscription-id");
    }

    private Map<String, Finding> look() {
        return look(Clock.systemUTC());
    }

    private Map<String, Finding> look(Clock clock) {
        return patient.findings(ward -> new AzureSides(ward).sentinel(), clock);
    }
}
