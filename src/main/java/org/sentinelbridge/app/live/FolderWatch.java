package org.sentinelbridge.app.live;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.sentinelbridge.app.live.RoutesFolder.Stamp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the routes folder again and again, and has it taken over when something in it has changed and is written to its
 * end. Looking works everywhere; the operating system's own notices do not come from network drives, nor when Kubernetes swaps a
 * whole mounted folder by a link.
 */
final class FolderWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);

    /** The first callers come first. */
    private static final Duration AFTER_START = Duration.ofSeconds(3);
    private static final Duration QUIET = Duration.ofMillis(100);
    private static final Duration MOST_UNQUIET = Duration.ofSeconds(3);
    private static final Duration BEFORE_COMPLAINING = Duration.ofMillis(300);
    private static final int MOST_ATTEMPTS = 5;

    private final RoutesFolder folder;
    private final Taking taking;
    private final ScheduledExecutorService thread;
    private Map<String, Stamp> settled;

    /**
     * Starts to watch.
     *
     * @param settled how the folder looked when what serves now was read
     */
    FolderWatch(RoutesFolder folder, Map<String, Stamp> settled, Duration every, Taking taking) {
        this.folder = folder;
        this.taking = taking;
        this.settled = settled;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            var daemon = new Thread(task, "folder-watch");
            daemon.setDaemon(true);
            return daemon;
        });
        thread.schedule(this::begin, AFTER_START.toMillis(), TimeUnit.MILLISECONDS);
        thread.scheduleWithFixedDelay(this::compare, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void begin() {
        try {
            taking.begin();
        } catch (RuntimeException e) {
            LOG.warn("Checking {} failed: {}", folder.path(), e.toString());
        }
    }

    private void compare() {
        try {
            var now = folder.look();
            if (!now.equals(settled)) {
                settle(now);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("Watching {} failed: {}", folder.path(), e.toString());
        }
    }

    /** Tries what the folder holds until that is taken over, or has a fault and stays as it is. */
    private void settle(Map<String, Stamp> changed) throws InterruptedException {
        var now = changed;
        for (var attempt = 1; true; attempt++) {
            now = awaitQuiet(now);
            var fault = taking.take();
            if (fault.isPresent()) {
                TimeUnit.MILLISECONDS.sleep(BEFORE_COMPLAINING.toMillis());
            }
            var after = folder.look();
            if (after.equals(now) || attempt == MOST_ATTEMPTS) {
                fault.ifPresent(taking::complain);
                settled = now;
                return;
            }
            now = after;
        }
    }

    /** A folder that is never quiet is tried all the same after a while. */
    private Map<String, Stamp> awaitQuiet(Map<String, Stamp> changed) throws InterruptedException {
        var end = System.nanoTime() + MOST_UNQUIET.toNanos();
        var before = changed;
        while (true) {
            TimeUnit.MILLISECONDS.sleep(QUIET.toMillis());
            var now = folder.look();
            var quiet = now.equals(before) && now.values().stream().noneMatch(Stamp::isBeingFilled);
            if (quiet || System.nanoTime() > end) {
                return now;
            }
            before = now;
        }
    }

    /** Takes the folder over as it is now. */
    interface Taking {

        /** Looks at what the context has started with. */
        void begin();

        /** @return what is wrong with it, in which case nothing has changed */
        Optional<String> take();

        /** The fault has stayed. */
        void complain(String fault);
    }
}
