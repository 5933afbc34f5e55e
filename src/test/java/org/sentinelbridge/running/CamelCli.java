package org.sentinelbridge.running;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The real Camel CLI, which finds the bridge's jars in the local Maven repository. */
final class CamelCli {

    private static final Duration LONG = Duration.ofMinutes(3);

    private CamelCli() {}

    /** Puts the jars of this build into the local repository, as {@code mvn install} does, and makes the program. */
    static void install() {
        mvn(Project.ROOT, "install:install-file", "-Dfile=target/sentinel-bridge-0.1.0.jar", "-DpomFile=pom.xml");
        mvn(Project.ROOT, "install:install-file", "-Dfile=target/sentinel-bridge-0.1.0-sandbox.jar", "-DpomFile=src/main/camel-cli/sandbox.xml");
        mvn(Project.ROOT, "-f", "src/main/camel-cli/pom.xml", "package");
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

    /** {@code camel NAME routes/* application.properties OPTIONS}, in a folder that has both. */
    static Program start(Path folder, Map<String, String> environment, String name, String... options) throws IOException {
        var command = new ArrayList<>(List.of(Project.ROOT.resolve("target/camel-cli/camel").toString(), name));
        try (var files = Files.list(folder.resolve("routes"))) {
            files.sorted().forEach(file -> command.add(folder.relativize(file).toString()));
        }
        command.add("application.properties");
        command.addAll(List.of(options));
        var variables = new LinkedHashMap<>(environment);
        variables.put("CAMEL_CLI_JAVA_OPTS", "-Dmaven.repo.local=" + Project.localRepository());
        return Program.start(folder, variables, command);
    }
}
