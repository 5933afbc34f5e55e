package org.sentinelbridge.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The routes folder and folders in it are links, as Kubernetes mounts them and as engineers keep them in a repository. */
@Timeout(120)
final class LinkedRoutesIT {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String NO_ACTION = "{\"action\":\"no\"}";

    @TempDir
    private Path folder;

    @Test
    void linkedFoldersAreLoadedAndWatched() throws IOException {
        var home = Files.createDirectories(folder.resolve("home"));
        var sources = Files.createDirectories(folder.resolve("sources"));
        Project.copy(home, "application.properties");
        Project.copy(sources, "routes");
        Files.move(sources.resolve("routes/cases"), sources.resolve("cases-1"));
        Files.createSymbolicLink(sources.resolve("routes/cases"), sources.resolve("cases-1"));
        Files.createSymbolicLink(home.resolve("routes"), sources.resolve("routes"));
        // hidden, as what Kubernetes keeps beside the links that it shows; and one that leads back
        Files.createDirectories(sources.resolve("routes/..data"));
        Files.copy(sources.resolve("routes/failures/park.camel.yaml"), sources.resolve("routes/..data/park.camel.yaml"));
        Files.createSymbolicLink(sources.resolve("routes/failures/above"), sources.resolve("routes"));

        try (var azure = new StandIn(); var bridge = RunningBridge.startAgain(home, azure.settings())) {
            var caller = bridge.caller();
            assertThat(caller.post(Caller.create("linked")).statusCode()).isEqualTo(200);
            edit(sources.resolve("cases-1/incident-api/incident-api.camel.yaml"), "there is no such action;", "no such action at all;");
            await().atMost(SOON).until(() -> caller.post(NO_ACTION).body().contains("no such action at all"));

            copy(sources.resolve("cases-1"), sources.resolve("cases-2"));
            edit(sources.resolve("cases-2/incident-api/incident-api.camel.yaml"), "no such action at all;", "another folder by now;");
            Files.createSymbolicLink(sources.resolve("next"), sources.resolve("cases-2"));
            Files.move(sources.resolve("next"), sources.resolve("routes/cases"), StandardCopyOption.ATOMIC_MOVE);
            await().atMost(SOON).until(() -> caller.post(NO_ACTION).body().contains("another folder by now"));
            assertThat(bridge.program().out()).doesNotContain(" ERROR ");
        }
    }

    @Test
    void aFolderWithoutRoutesDoesNotStart() throws IOException {
        Project.copy(folder, "application.properties");
        Files.createDirectories(folder.resolve("routes"));
        try (var program = RunningBridge.launch(folder, Map.of("webhook.port", "0"), Map.of())) {
            assertThat(program.exitCode(SOON)).isEqualTo(2);
            assertThat(program.err()).contains(folder.resolve("routes").toString(), "holds no route", "application.properties");
            assertThat(program.err().lines()).hasSize(1);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static void edit(Path file, String from, String to) throws IOException {
        var text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
    }
}
