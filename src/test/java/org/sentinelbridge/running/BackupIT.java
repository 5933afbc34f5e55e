package org.sentinelbridge.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page on backups tells to do brings back what there was, and leads back to an older program. */
final class BackupIT {

    private static final Path PAGE = Project.ROOT.resolve("src/site/markdown/backup.md");
    private static final Pattern RESTORE = Pattern.compile("```sh restore\\n(.*?)```", Pattern.DOTALL);
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int ALERTS = 20;

    @TempDir
    private Path home;

    private final StandIn azure = new StandIn();

    @AfterEach
    void stopAzure() {
        azure.close();
    }

    @Test
    void whatWaitedArrivesAfterTheStoreWasLostAndRestored() throws IOException {
        azure.disturb("{\"match\":{\"path\":\"dataCollectionRules/.+\"},\"status\":503}");
        var sent = IntStream.range(0, ALERTS).mapToObj(i -> "waits-" + i).collect(Collectors.toSet());
        try (var bridge = RunningBridge.start(home, azure.settings())) {
            sent.forEach(alert -> send(bridge, alert));
            assertThat(backup(0, "bridge-before.db").out()).contains("bridge-before.db holds all of the store");
            assertThat(backup(2, "bridge-before.db").written()).contains("is there already").contains("not overwritten");
            send(bridge, "after-the-backup");
            bridge.program().kill();
        }
        Files.writeString(home.resolve("data/bridge.db"), "spoilt");

        restore();

        azure.leaveInPeace();
        try (var bridge = RunningBridge.startAgain(home, azure.settings())) {
            await().atMost(SOON).until(() -> azure.alerts().containsAll(sent));
            assertThat(azure.alerts()).isEqualTo(sent);
            send(bridge, "goes-on");
            await().atMost(SOON).until(() -> azure.alerts().contains("goes-on"));
        }
    }

    @Test
    void theWayBackToAnOlderProgram() throws IOException {
        try (var bridge = RunningBridge.start(home, azure.settings())) {
            send(bridge, "before");
            backup(0, "bridge-before.db");
        }
        Jdbi.create("jdbc:sqlite:" + home.resolve("data/bridge.db")).useHandle(newer -> newer.execute("INSERT INTO flyway_schema_history"
                + " (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)"
                + " VALUES (1000, '999', 'of tomorrow', 'SQL', 'V999__of_tomorrow.sql', 1, '', 1, 1)"));
        try (var older = RunningBridge.launch(home, azure.settings(), Map.of("WEBHOOK_KEY", RunningBridge.KEY))) {
            assertThat(older.exitCode(SOON)).isEqualTo(2);
            assertThat(older.written()).contains("does not start. store.url: the tables of the database are of version 999", "restore a backup");
        }

        restore();

        try (var bridge = RunningBridge.startAgain(home, azure.settings())) {
            assertThat(bridge.program().isRunning()).isTrue();
            send(bridge, "after");
            await().atMost(SOON).until(() -> azure.alerts().containsAll(Set.of("before", "after")));
        }
    }

    private Program backup(int code, String file) {
        return new CommandLine(home).run(code, "backup", file);
    }

    /** As the page says. */
    private void restore() throws IOException {
        var block = RESTORE.matcher(Files.readString(PAGE));
        assertThat(block.find()).isTrue();
        Program.run(home, SOON, List.of("sh", "-ec", block.group(1)));
    }

    private static void send(RunningBridge bridge, String alert) {
        var answer = bridge.caller().send(bridge.caller().to("/alerts").POST(BodyPublishers.ofString(AlertTraffic.alert(alert))));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }
}
