package org.sentinelbridge.operate.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether there is room for what the outbox may hold. */
final class SpaceCheck implements Check {

    private static final long MB = 1L << 20;
    private static final long LEAST = 200 * MB;

    private final Path folder;
    private final long outbox;

    /** @param outbox how many bytes the outbox may hold */
    SpaceCheck(Path folder, long outbox) {
        this.folder = folder;
        this.outbox = outbox;
    }

    @Override
    public String name() {
        return "space";
    }

    @Override
    public Finding look() throws IOException {
        return Files.notExists(folder)
                ? Finding.ok(name(), "Not known, because the folder " + folder + " is not there yet")
                : judge(Files.getFileStore(folder).getUsableSpace());
    }

    Finding judge(long free) {
        var text = free / MB + " MB are free";
        if (free < LEAST) {
            return Finding.fail(name(), text, "Make room on the disk; when it is full, webhooks answer 503");
        }
        return free < outbox
                ? Finding.warn(name(), text + ", and the outbox may take " + outbox / MB + " MB",
                        "Make room, or lower outbox.max-bytes, so that callers are told before the disk is full")
                : Finding.ok(name(), text);
    }
}
