package org.sentinelbridge.running;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The real Camel CLI, made of Maven Central's jars, with a home of its own so that it sees nobody else's processes. */
final class CamelCli {

    private static final Duration LONG = Duration.ofMinutes(3);

    private final Path home;

    /** Builds the CLI, and puts the bridge's jar where it looks for it. */
    CamelCli(Path home) {
        this.home = home;
        mvn(Project.ROOT, "install:install-file", "-Dfile=target/sentinel-bridge-0.1.0.jar", "-DpomFile=pom.xml");
        mvn(Project.ROOT, "install:install-file", "-Dfile=target/sentinel-bridge-0.1.0-sandbox.jar", "-DpomFile=src/main/camel-cli/sandbox.xml");
        mvn(Project.ROOT, "-f", "src/main/camel-cli/pom.xml", "package");
    }

    /** Starts it in a folder; arguments are the shell's, which replaces what has a star. */
    Program start(Path folder, Map<String, String> environment, String arguments) {
        var all = new HashMap<>(environment);
        all.put("CAMEL_CLI_JAVA_OPTS", "-Dmaven.repo.local=" + Project.localRepository() + " -Duser.home=" + home);
        return Program.start(folder, all, List.of("sh", "-c", "exec " + Project.ROOT.resolve("target/camel-cli/camel") + " " + arguments));
    }

    /** Runs it to its end, which must be a good one, and gives what it wrote. */
    String run(Path folder, String arguments) {
        try (var program = start(folder, Map.of(), arguments)) {
            var code = program.exitCode(LONG);
            if (code != 0) {
                throw new AssertionError(arguments + " ended with " + code + "\n" + program.written());
            }
            return program.out();
        }
    }

    /** Runs Maven to its end, which must be a good one. */
    static void mvn(Path folder, String... arguments) {
        Program.run(folder, LONG, mavenCommand(arguments));
    }

    static List<String> mavenCommand(String... arguments) {
        var command = new ArrayList<>(List.of("mvn", "-q", "-Dmaven.repo.local=" + Project.localRepository()));
        command.addAll(List.of(arguments));
        return command;
    }
}
