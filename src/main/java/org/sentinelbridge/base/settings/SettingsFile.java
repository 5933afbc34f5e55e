package org.sentinelbridge.base.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * The settings for commands that run without Camel: {@code application.properties} of the working folder, with the same
 * precedence as in the running bridge (system property, environment variable, file).
 */
public final class SettingsFile {

    public static final Path NAME = Path.of("application.properties");

    private final Properties properties;

    private SettingsFile(Properties properties) {
        this.properties = properties;
    }

    /** @throws SettingsException if the file is not there or cannot be read, or holds a misspelt name */
    public static SettingsFile read(Path file) {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new SettingsException(file.toString(), "cannot be read (" + e.getMessage() + "); run bridge in the folder that has it");
        }
        Names.shipped().check(properties.stringPropertyNames(), file.toAbsolutePath().resolveSibling("routes"));
        return new SettingsFile(properties);
    }

    public Settings settings() {
        return new Settings(this::find);
    }

    /** The names of all settings in the file. */
    public Set<String> names() {
        return properties.stringPropertyNames();
    }

    private Optional<String> find(String property) {
        return Optional.ofNullable(System.getProperty(property))
                .or(() -> Optional.ofNullable(System.getenv(property.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"))))
                .or(() -> Optional.ofNullable(properties.getProperty(property)));
    }
}
