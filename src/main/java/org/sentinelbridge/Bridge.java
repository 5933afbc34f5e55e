package org.sentinelbridge;

import org.apache.camel.main.Main;
import org.sentinelbridge.settings.SettingsException;

/** Runs the bridge: {@code bridge run}. The routes and settings are those of the working folder. */
public final class Bridge {

    private Bridge() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 1 || arguments.length == 1 && !arguments[0].equals("run")) {
            System.err.println("Usage: bridge run");
            System.exit(2);
        }
        var main = new Main();
        main.setDefaultPropertyPlaceholderLocation("file:application.properties");
        try {
            main.run();
        } catch (Exception e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof SettingsException) {
                    System.err.println("Sentinel Bridge does not start. " + cause.getMessage());
                    System.exit(2);
                }
            }
            throw e;
        }
        System.exit(main.getExitCode());
    }
}
