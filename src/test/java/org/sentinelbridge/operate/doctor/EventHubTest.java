package org.sentinelbridge.operate.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sentinelbridge.azure.AzureCloud;
import org.sentinelbridge.azure.AzureCredentials;
import org.sentinelbridge.component.eventhubs.HubProbe.Partition;

/** What the doctor says of the event hub. */
class EventHubTest {

    @TempDir
    private Path folder;

    private final Patient patient = new Patient();

    @BeforeEach
    void withoutStore() {
        patient.with("store.url", "jdbc:sqlite:" + folder.resolve("bridge.db"));
    }

    @AfterEach
    void stop() {
        patient.close();
    }

    @Test
    void allIsWell() {
        patient.control("POST", "event-hubs/events", "{\"records\":[]}");

        var found = look();

        assertThat(found).containsOnlyKeys("settings", "reachable", "partitions", "receive");
        assertThat(found.values()).allMatch(finding -> finding.state() == State.OK, "ok");
        assertThat(found.get("partitions").why()).contains("sandbox-events has 4 partitions", "not read yet: 1 (");
        assertThat(found.get("receive").why()).contains("$Default can be received in");
        assertThat(folder).as("no store is made").isEmptyDirectory();
    }

    @Test
    void aWrongKeyIsExplainedAndNotShown() {
        var connection = patient.settings().text("event-hubs.connection-string");
        patient.with("event-hubs.connection-string", connection.replaceFirst("SharedAccessKey=[^;]+", "SharedAccessKey=never-to-be-seen"));

        var found = look();

        assertThat(found.get("partitions").state()).isEqualTo(State.FAIL);
        assertThat(found.get("partitions").next()).contains("event-hubs.connection-string", "Listen");
        assertThat(found.toString()).doesNotContain("never-to-be-seen");
    }

    @Test
    void aGroupThatIsNotThereIsNamed() {
        patient.with("event-hubs.consumer-group", "another");

        var found = look();

        assertThat(found.get("partitions").state()).isEqualTo(State.OK);
        assertThat(found.get("receive").state()).isEqualTo(State.FAIL);
        assertThat(found.get("receive").next()).contains("event-hubs.consumer-group");
    }

    @Test
    void eventsThatExpiredUnreadAreCounted() {
        var hub = new Hub(patient.settings(), new AzureCredentials(patient.settings(), AzureCloud.PUBLIC));
        var check = new PartitionsCheck(hub, Map::of);
        var partitions = List.of(new Partition("0", 100, 109), new Partition("1", 5, 9), new Partition("2", 0, -1));

        var well = check.judge(partitions, Map.of("0", 104L, "1", 9L));
        var late = check.judge(partitions, Map.of("0", 49L, "1", 9L));

        assertThat(well.state()).isEqualTo(State.OK);
        assertThat(well.why()).contains("not read yet: 5 (0: 5, 1: 0, 2: 0)");
        assertThat(late.state()).isEqualTo(State.WARN);
        assertThat(late.why()).contains("not read yet: 10 ", "expired before they were read (by partition): 0: 50");
    }

    @Test
    void aHubWithoutElasticsearchHasNowhereToGo() {
        patient.with("elasticsearch.url", "").with("elasticsearch.api-key", "");

        assertThat(look()).containsOnlyKeys("settings");
        assertThat(look().get("settings").why()).startsWith("elasticsearch.url: must be set too");
    }

    private Map<String, Finding> look() {
        return patient.findings(ward -> new AzureSides(ward).eventHub());
    }
}
