package org.sentinelbridge.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sentinelbridge.settings.Settings;
import org.sentinelbridge.settings.SettingsFile;

/** From outside, with the sandbox on. */
class VisitTest {

    private final Map<String, String> changed = new HashMap<>(Map.of("store.url", "jdbc:sqlite:target/none/bridge.db"));

    @Test
    void aSandboxThatRunsIsChecked() {
        try (var patient = new Patient()) {
            changed.put("sandbox.port", String.valueOf(URI.create(patient.url()).getPort()));

            var found = visit();

            assertThat(found).extracting(Connection::name).containsExactly(
                    "Bridge", "Microsoft Sentinel", "Log Analytics", "Event Hub", "Elasticsearch", "Kibana", "Store");
            assertThat(found.get(0).checks().get(0).state()).as("settings").isEqualTo(State.OK);
            assertThat(found.get(1).state()).isEqualTo(State.OK);
        }
    }

    @Test
    void oneThatDoesNotRunIsToldOf() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            changed.put("sandbox.port", String.valueOf(socket.getLocalPort()));
        }

        var found = visit();

        assertThat(found).extracting(Connection::name).containsExactly("Bridge", "Store");
        assertThat(found.get(0).state()).isEqualTo(State.WARN);
        assertThat(found.get(0).why()).contains("The sandbox is on, but does not run at http://127.0.0.1:" + changed.get("sandbox.port"));
        assertThat(found.get(0).next()).contains("bridge run");
    }

    @Test
    void outsideTheSandboxAMissingWebhookKeyIsAFailure() {
        changed.put("sandbox.enabled", "false");

        var found = visit();

        assertThat(found.get(0).state()).isEqualTo(State.FAIL);
        assertThat(found.get(0).why()).startsWith("webhook.key: must be set");
        assertThat(found.subList(1, 6)).extracting(Connection::state).containsOnly(State.OFF);
    }

    private List<Connection> visit() {
        var usual = SettingsFile.read(SettingsFile.NAME).settings();
        changed.put("management.port", "1");
        return Doctor.visit(new Settings(name -> changed.containsKey(name) ? Optional.of(changed.get(name)) : usual.find(name)), false).check();
    }
}
