package org.sentinelbridge.running;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.ThreadLocalRandom;

/** Where the project lies and what the build has made of it. */
final class Project {

    static final Path ROOT = Path.of("").toAbsolutePath();
    static final Path DISTRIBUTION = ROOT.resolve("target/sentinel-bridge");
    static final String BRIDGE = DISTRIBUTION.resolve("bin/bridge").toString();

    private Project() {}

    /** The folder that Maven keeps artifacts in; Failsafe tells. */
    static String localRepository() {
        return System.getProperty("localRepository", System.getProperty("user.home") + "/.m2/repository");
    }

    /** A port of 127.0.0.1 that was free a moment ago, and none of those that the system gives to outgoing connections meanwhile. */
    static int freePort() {
        while (true) {
            var port = ThreadLocalRandom.current().nextInt(15_000, 32_000);
            try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // taken: another one
            }
        }
    }

    /** Copies files or folders of the project, with all that is in them, to the same places below another folder. */
    static void copy(Path to, String... names) {
        for (var name : names) {
            try (var files = Files.walk(ROOT.resolve(name))) {
                for (var file : files.toList()) {
                    var copy = to.resolve(ROOT.relativize(file).toString());
                    if (Files.isDirectory(file)) {
                        Files.createDirectories(copy);
                    } else {
                        Files.createDirectories(copy.getParent());
                        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
