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
 * last byte by what comes in, nothing could go out, and only a person could help. What the files of the store have taken and do not need
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

    private final Free free;
    private final long reserve;
    private final AtomicLong nextLook = new AtomicLong(System.nanoTime());
    private volatile long unusedBytes;
    private volatile boolean isShort;

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

    /** Whether so little is left on the disk that what is unused in the files of the store may soon matter. */
    boolean isNear() {
        try {
            return free.bytes() / 2 < reserve;
        } catch (IOException e) {
            return false;
        }
    }

    /** How many bytes can be written into the files of the store without their taking more of the disk. */
    void unused(long bytes) {
        unusedBytes = bytes;
    }

    /** Why nothing more should be put into the store; empty if there is room. Looks at the disk now and then only. */
    Optional<String> shortage() {
        var now = System.nanoTime();
        var next = nextLook.get();
        if (now - next >= 0 && nextLook.compareAndSet(next, now + LOOK_EVERY.toNanos())) {
            isShort = look();
        }
        return isShort ? Optional.of("less than " + reserve / 1024 + " KB are left on the disk of the store (store.url)") : Optional.empty();
    }

    private boolean look() {
        try {
            return free.bytes() < reserve - unusedBytes;
        } catch (IOException e) {
            return false; // whoever writes will be told
        }
    }
}
