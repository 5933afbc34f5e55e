package org.sentinelbridge;

import java.io.IOException;
import org.apache.camel.main.Main;
import org.sentinelbridge.settings.SettingsException;

/** Runs the bridge: {@code bridge run}. The routes and settings are those of the working folder. */
public final class Bridge {

    private Bridge() {}

    public static void main(String[] arguments) {
        if (arguments.length > 1 || arguments.length == 1 && !arguments[0].equals("run")) {
            System.err.println("Usage: bridge run");
            System.exit(2);
        }
        var main = new Main();
        main.setDefaultPropertyPlaceholderLocation("file:application.properties");
        try {
            main.run();
        } catch (Exception e) {
            System.err.println("Sentinel Bridge does not start. " + why(e));
            System.exit(2);
        }
        System.exit(main.getExitCode());
    }

    /** What a person can act on: the wrong setting, or else the innermost cause, in one line. */
    private static String why(Throwable failure) {
        var cause = failure;
        while (!(cause instanceof SettingsException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        // "/data" says little, "AccessDeniedException: /data" says enough
        var text = cause instanceof IOException ? cause.getClass().getSimpleName() + ": " + cause.getMessage() : cause.getMessage();
        return String.valueOf(text).replaceAll("\\s*\\R\\s*", " ");
    }
}
