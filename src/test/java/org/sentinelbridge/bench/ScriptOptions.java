package org.sentinelbridge.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The options that the bridge's script gives to the Java machine: told by the script itself, which finds another java. */
public final class ScriptOptions {

    private ScriptOptions() {}

    /** @param folder where the other java may lie */
    public static List<String> of(Path script, Path folder) throws IOException, InterruptedException {
        var java = folder.resolve("telling/bin/java");
        Files.createDirectories(java.getParent());
        Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        if (!java.toFile().setExecutable(true)) {
            throw new IOException("Cannot make it executable: " + java);
        }
        var builder = new ProcessBuilder(script.toString(), "run");
        builder.environment().put("JAVA_HOME", folder.resolve("telling").toAbsolutePath().toString());
        var process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        var told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return Stream.of(told.split("\n")).takeWhile(argument -> !argument.equals("-cp")).toList();
    }
}
