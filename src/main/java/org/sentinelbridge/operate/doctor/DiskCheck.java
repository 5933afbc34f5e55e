package org.sentinelbridge.operate.doctor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Whether what is written to the folder of the store is on a disk once it is said to be: writes a block and waits for it, some times.
 * A disk takes at least some ten microseconds for that; memory, and layers that only pretend, take next to nothing.
 */
final class DiskCheck implements Check {

    private static final int TIMES = 15;
    private static final int BLOCK = 4096;
    private static final long LEAST_MICROS = 15;
    private static final long MOST_MICROS = 50_000;

    private final Path folder;

    DiskCheck(Path folder) {
        this.folder = folder;
    }

    @Override
    public String name() {
        return "disk";
    }

    @Override
    public Finding look() throws IOException {
        if (Files.notExists(folder)) {
            return Finding.ok(name(), "Not tried, because the folder " + folder + " is not there yet");
        }
        var type = Files.getFileStore(folder).type();
        return judge(median(), type);
    }

    /** @param type of the file system */
    Finding judge(long micros, String type) {
        var text = "An fsync in " + folder + " (" + type + ") takes " + micros + " µs";
        if (type.equals("tmpfs") || type.equals("ramfs")) {
            return Finding.warn(name(), text + ": it is in memory, and gone after a restart", "Put the store on a disk: store.url");
        }
        if (micros < LEAST_MICROS) {
            return Finding.warn(name(), text + ", which no disk can do: after a loss of power, alerts that were accepted may be gone",
                    "Put the store on a disk that keeps its word: store.url");
        }
        return micros > MOST_MICROS
                ? Finding.warn(name(), text + ": webhooks answer as slowly", "Put the store on a faster disk: store.url")
                : Finding.ok(name(), text);
    }

    private long median() throws IOException {
        var file = Files.createTempFile(folder, ".doctor-", ".tmp");
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            var micros = new long[TIMES];
            for (var i = 0; i < TIMES; i++) {
                var begin = System.nanoTime();
                channel.write(ByteBuffer.allocate(BLOCK));
                channel.force(true);
                micros[i] = (System.nanoTime() - begin) / 1_000;
            }
            Arrays.sort(micros);
            return micros[TIMES / 2];
        } finally {
            Files.delete(file);
        }
    }
}
