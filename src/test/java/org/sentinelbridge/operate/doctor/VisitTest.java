package org.sentinelbridge.operate.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** All that {@code bridge doctor} looks at. */
class VisitTest {

    private final Patient patient = new Patient().with("management.port", "1").with("store.url", "jdbc:sqlite:target/none/bridge.db");

    @Test
    void sidesComeInOneOrder() {
        try (patient) {
            patient.with("webhook.key", "key-of-webhook-0815");

            var found = Doctor.visit(patient.settings(), false, () -> {}).check();

            assertThat(found).extracting(Connection::name).containsExactly(
                    "Bridge", "Microsoft Sentinel", "Log Analytics", "Event Hub", "Elasticsearch", "Kibana", "Store");
            assertThat(found.get(0).state()).as(found.get(0).why()).isEqualTo(State.OK);
            assertThat(found.get(1).state()).as(found.get(1).why()).isEqualTo(State.OK);
        }
    }

    @Test
    void aMissingWebhookKeyIsAFailure() {
        try (patient) {
            var bridge = Doctor.visit(patient.settings(), false, () -> {}).check().get(0);

            assertThat(bridge.state()).isEqualTo(State.FAIL);
            assertThat(bridge.why()).startsWith("webhook.key: must be set");
        }
    }

    @Test
    void withoutTheSandboxOnlyTheBridgeAndItsStoreAreSeen() {
        try (patient) {
            var found = Doctor.visitWithoutSandbox(patient.settings(), "Start bridge run", () -> {}).check();

            assertThat(found).extracting(Connection::name).containsExactly("Bridge", "Store");
            assertThat(found.get(0).state()).as(found.get(0).why()).isEqualTo(State.WARN);
            assertThat(found.get(0).why()).contains("the sandbox does not run");
            assertThat(found.get(0).next()).isEqualTo("Start bridge run");
        }
    }
}
