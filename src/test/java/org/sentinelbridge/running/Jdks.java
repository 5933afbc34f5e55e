package org.sentinelbridge.running;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The JDKs of this machine: the one that {@code es.java.home} names, else those at the usual places. */
final class Jdks {

    private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)");

    private Jdks() {}

    /** A JDK, with its compiler, of a version or any later one; of several the newest. */
    static Optional<Path> from(int oldest) {
        var named = Optional.ofNullable(System.getProperty("es.java.home")).filter(home -> !home.isBlank());
        var homes = named.map(home -> List.of(Path.of(home))).orElseGet(Jdks::usual);
        return homes.stream()
                .filter(home -> Files.isExecutable(home.resolve("bin/javac")) && version(home) >= oldest)
                .max(java.util.Comparator.comparingInt(Jdks::version));
    }

    private static List<Path> usual() {
        var homes = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"))));
        Optional.ofNullable(System.getenv("JAVA_HOME")).map(Path::of).ifPresent(homes::add);
        var user = Path.of(System.getProperty("user.home"));
        for (var folder : List.of(Path.of("/usr/lib/jvm"), Path.of("/opt/java"), user.resolve(".jdks"),
                user.resolve(".sdkman/candidates/java"), Path.of("/Library/Java/JavaVirtualMachines"))) {
            try (var children = Files.isDirectory(folder) ? Files.list(folder) : Stream.<Path>empty()) {
                children.map(child -> Files.isDirectory(child.resolve("Contents/Home")) ? child.resolve("Contents/Home") : child)
                        .forEach(homes::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return homes;
    }

    /** The first number of the version that the JDK's own file {@code release} tells; 0 if it tells none. */
    private static int version(Path home) {
        try {
            var release = home.resolve("release");
            var found = VERSION.matcher(Files.isReadable(release) ? Files.readString(release) : "");
            return found.find() ? Integer.parseInt(found.group(1)) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
