package org.sentinelbridge.operate.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.sentinelbridge.base.settings.SettingsException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;

/** {@code bridge run}: the bridge itself, until it is stopped. */
@Command(name = "run", description = "Run the bridge, with the routes and settings of the working folder")
public final class RunCommand implements Callable<Integer> {

    static final int DOES_NOT_START = 2;

    @Override
    public Integer call() {
        return run();
    }

    /** @return the exit code: 2 if it does not start, and a line on standard error, or in the log if that is JSON, says why */
    public static int run() {
        Consumer<String> tell = System.err::println;
        try {
            if (LogFormat.choose()) {
                var log = LoggerFactory.getLogger("org.sentinelbridge.app.Bridge");
                tell = log::error;
                // what the Java machine would print by itself is no JSON
                Thread.setDefaultUncaughtExceptionHandler((thread, e) -> log.error("Thread {} has ended", thread.getName(), e));
            }
            StopLimit.install(tell);
            return runMain();
        } catch (Exception e) {
            tell.accept("Sentinel Bridge does not start. " + why(e));
            return DOES_NOT_START;
        }
    }

    private static int runMain() throws Exception {
        var main = new Main() {
            @Override
            protected CamelContext createCamelContext() {
                var context = super.createCamelContext();
                // under mvn exec:java Camel would look for plugins, of which the bridge is one, among Maven's own classes
                context.setApplicationContextClassLoader(Thread.currentThread().getContextClassLoader());
                return context;
            }
        };
        main.setDefaultPropertyPlaceholderLocation("file:application.properties");
        main.run();
        return main.getExitCode();
    }

    /** What a person can act on: the wrong setting, or else the innermost cause, in one line. */
    static String why(Throwable failure) {
        var cause = cause(failure);
        // "/data" says little, "AccessDeniedException: /data" says enough
        var text = cause instanceof IOException ? cause.getClass().getSimpleName() + ": " + cause.getMessage() : cause.getMessage();
        return String.valueOf(text).replaceAll("\\s*\\R\\s*", " ");
    }

    static Throwable cause(Throwable failure) {
        var cause = failure;
        while (!(cause instanceof SettingsException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
