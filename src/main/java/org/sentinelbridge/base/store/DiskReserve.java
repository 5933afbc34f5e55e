package org.sentinelbridge.base.store;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is left free on the disk of the store for what makes room. To take messages out, too, means to write; were the disk filled to the
 * last byte by what comes in, nothing could go out, and only a person could help. What the files of the store hold on to and do not need
 * counts as free.
 */
final class DiskReserve {

    private static final Logger LOG = LoggerFactory.getLogger(DiskReserve.class);
    private static final long MOST = 16L << 20;
    /** Of a small disk no more than this part is kept free. */
    private static final int PART = 16;
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);

    /** How much is free, in bytes. */
    @FunctionalInterface
    interface Free {
        long bytes() throws IOException;
    }

    /**
     * What the files of a database hold on to, in bytes: {@code log} of the log and {@code pages} of the file can be written again, and
     * {@code owed} are in the log only and will yet make the file grow.
     */
    record Held(long log, long pages, long owed) {
        static final Held NOTHING = new Held(0, 0, 0);
    }

    private final Free free;
    private final long reserve;
    private final AtomicLong nextLook = new AtomicLong(System.nanoTime());
    private final AtomicLong takenIn = new AtomicLong();
    private volatile long takenInBefore;
    private volatile long freeBytes = Long.MAX_VALUE;
    private volatile Held held = Held.NOTHING;

    DiskReserve(Free free, long total) {
        this.free = free;
        this.reserve = Math.min(MOST, total / PART);
    }

    /** Of the disk that a file is on; if that cannot be told, there is always room. */
    static DiskReserve of(Path file) {
        try {
            FileStore disk = Files.getFileStore(file);
            return new DiskReserve(disk::getUsableSpace, disk.getTotalSpace());
        } catch (IOException e) {
            LOG.warn("How much room there is on the disk of {} cannot be told: {}", file, e.getMessage());
            return none();
        }
    }

    static DiskReserve none() {
        return new DiskReserve(() -> Long.MAX_VALUE, 0);
    }

    /** How much is kept free. */
    long bytes() {
        return reserve;
    }

    /** Whether so little is left on the disk that it matters how much can be written again. */
    boolean isNear(long owed) {
        return look() - owed < 2 * reserve;
    }

    void holds(Held now) {
        held = now;
    }

    /** Why nothing more should be put into the store; empty if there is room. Looks at the disk now and then only. */
    Optional<String> shortage() {
        return shortage(0);
    }

    /** @param bytes that are to be put in; they count until the disk has been looked at again, and once more */
    Optional<String> shortage(long bytes) {
        var now = System.nanoTime();
        var next = nextLook.get();
        if (now - next >= 0 && nextLook.compareAndSet(next, now + LOOK_EVERY.toNanos())) {
            freeBytes = look();
            takenInBefore = takenIn.getAndSet(0);
        }
        if (freeBytes < needed(takenInBefore + takenIn.get() + bytes)) {
            return Optional.of("less than " + reserve / 1024 + " KB are left on the disk of the store (store.url)");
        }
        takenIn.addAndGet(bytes);
        return Optional.empty();
    }

    /** What comes in takes its room twice: in the log first, and then in a page. */
    private long needed(long bytes) {
        var each = reserve / 2 + bytes;
        var now = held;
        return now.owed + Math.max(0, each - now.log) + Math.max(0, each - now.pages);
    }

    private long look() {
        try {
            return free.bytes();
        } catch (IOException e) {
            return Long.MAX_VALUE; // whoever writes will be told
        }
    }
}
