package org.sentinelbridge.operate.cli;

import java.nio.file.Files;
import org.sentinelbridge.base.settings.SettingsFile;

/**
 * How log lines look, by the setting {@code logging.format}. Under the Camel CLI, which has a log of its own, the option
 * {@code --logging-json} does the same.
 */
final class LogFormat {

    private static final String CONFIGURATION = "log4j2.configurationFile";

    private LogFormat() {}

    /**
     * Call before anything is logged. Leaves a configuration alone that was given on the command line.
     *
     * @return whether every line is to be a JSON object
     */
    static boolean choose() {
        if (!Files.isReadable(SettingsFile.NAME)) {
            return false; // told by who needs it
        }
        var format = SettingsFile.read(SettingsFile.NAME).settings().choice("logging.format", "text", "json");
        var isJson = format.equals("json");
        if (isJson && System.getProperty(CONFIGURATION) == null) {
            System.setProperty(CONFIGURATION, "classpath:log4j2.properties,classpath:log4j2-json.properties");
        }
        return isJson;
    }
}
