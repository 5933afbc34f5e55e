package org.sentinelbridge.bench.events;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Which of the machine's cores Elasticsearch has, and which the rest. */
enum Cores {
    SHARED("shared") {
        @Override
        void give(long server) {}

        @Override
        List<String> limit(List<String> command) {
            return command;
        }
    },
    /** By taskset(1), of util-linux. */
    OWN("one of its own") {
        @Override
        void give(long server) throws IOException, InterruptedException {
            var done = new ProcessBuilder("taskset", "--all-tasks", "--cpu-list", "--pid", "0", String.valueOf(server)).start();
            if (done.waitFor() != 0) {
                throw new IOException("taskset: " + new String(done.getErrorStream().readAllBytes()));
            }
        }

        @Override
        List<String> limit(List<String> command) {
            var limited = new ArrayList<>(List.of("taskset", "--cpu-list", "1-" + (CORES - 1)));
            limited.addAll(command);
            return limited;
        }
    };

    private static final int CORES = Runtime.getRuntime().availableProcessors();

    private final String said;

    Cores(String said) {
        this.said = said;
    }

    /** What can be measured on this machine. */
    static List<Cores> possible() {
        return CORES > 1 && Files.isExecutable(Path.of("/usr/bin/taskset")) ? List.of(SHARED, OWN) : List.of(SHARED);
    }

    /** Gives the server its cores; those that it had before are taken away. */
    abstract void give(long server) throws IOException, InterruptedException;

    /** The command, on the cores that are left. */
    abstract List<String> limit(List<String> command);

    @Override
    public String toString() {
        return said;
    }
}
