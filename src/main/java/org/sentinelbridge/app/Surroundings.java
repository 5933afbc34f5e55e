package org.sentinelbridge.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.base.settings.SettingsException;

/** What must be so wherever the bridge is started, said in one line where it is not. */
final class Surroundings {

    private static final Path ROUTES = Path.of("routes");

    private Surroundings() {}

    /** @throws SettingsException if the bridge cannot work here */
    static void check(Settings settings) {
        for (var server : List.of("camel.server.enabled", "camel.management.enabled")) {
            if (settings.find(server).filter("true"::equals).isPresent()) {
                throw new SettingsException(server, "must be false, because the bridge has servers of its own (webhook.port, management.port)."
                        + " In a project that camel export has made, put the bridge's application.properties in the place of"
                        + " src/main/resources/application.properties");
            }
        }
        if (!Files.isDirectory(ROUTES)) {
            throw new SettingsException("camel.main.routesIncludePattern", "there is no folder " + ROUTES + " in "
                    + Path.of("").toAbsolutePath() + ". Start where it is, or copy it there: mappings, schemas and routes are read from it");
        }
    }
}
