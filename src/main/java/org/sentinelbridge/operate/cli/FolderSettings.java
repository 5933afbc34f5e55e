package org.sentinelbridge.operate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.base.settings.SettingsException;
import org.sentinelbridge.base.settings.SettingsFile;

/** The settings of the working folder, for commands that talk to the other sides. */
final class FolderSettings {

    static final String SANDBOX = "sandbox.enabled";

    private static final Path KEY_FILE = Path.of("data", "webhook.key");
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private FolderSettings() {}

    /**
     * With the sandbox on, what the running sandbox puts in the place of the other sides.
     *
     * @throws SettingsException if the file cannot be read, or the sandbox is on and does not run
     */
    static Settings read() {
        var own = ofFile();
        return own.flag(SANDBOX) ? withSandbox(own) : own;
    }

    /** As the file and the environment have it; the sandbox's own webhook key is known all the same. */
    static Settings ofFile() {
        var settings = SettingsFile.read(SettingsFile.NAME).settings();
        var key = settings.flag(SANDBOX) ? keptKey() : Optional.<String>empty();
        return new Settings(name -> settings.find(name).or(() -> name.equals("webhook.key") ? key : Optional.empty()));
    }

    /** @throws SettingsException if the sandbox does not run */
    static Settings withSandbox(Settings own) {
        var sandbox = ofSandbox(own.number("sandbox.port", 0, 65_535));
        return new Settings(name -> Optional.of(sandbox.path(name).asText()).filter(value -> !value.isEmpty()).or(() -> own.find(name)));
    }

    private static JsonNode ofSandbox(int port) {
        try {
            var http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/_sandbox/settings")).timeout(PATIENCE).build();
            return new ObjectMapper().readTree(http.send(request, BodyHandlers.ofString()).body());
        } catch (IOException | IllegalArgumentException e) {
            throw new SettingsException(SANDBOX, "is true, but no sandbox answers at port " + port + " (sandbox.port). Start"
                    + " bridge run beside this, or set sandbox.enabled=false and the settings of the real sides");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Optional<String> keptKey() {
        try {
            return Files.exists(KEY_FILE) ? Optional.of(Files.readString(KEY_FILE).strip()) : Optional.empty();
        } catch (IOException e) {
            throw new SettingsException("webhook.key", "is not set, and " + KEY_FILE + " cannot be read: " + e.getMessage());
        }
    }
}
