package org.sentinelbridge.app.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the files of a folder and of those below it again and again, and tells which have changed, come or gone.
 * Looking works everywhere; the operating system's own notices do not come from network drives, nor when Kubernetes swaps a
 * whole mounted folder by a link.
 */
public final class FolderWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);

    private static final long SETTLED_AFTER_MILLIS = 100;
    private static final long EMPTY_FOR_MILLIS = 2_000;

    private final Path folder;
    private final Consumer<Set<Path>> changed;
    private final ScheduledExecutorService thread;
    private Map<Path, String> seen;

    /**
     * Starts to watch.
     *
     * @param changed gets the files that differ from the last look; what it throws is logged and ends nothing
     */
    public FolderWatch(Path folder, Duration every, Consumer<Set<Path>> changed) {
        this.folder = folder;
        this.changed = changed;
        this.seen = look();
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            var daemon = new Thread(task, "folder-watch");
            daemon.setDaemon(true);
            return daemon;
        });
        thread.scheduleWithFixedDelay(this::compare, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void compare() {
        try {
            var now = look();
            var differing = new HashSet<Path>();
            now.forEach((file, state) -> {
                if (!state.equals(seen.get(file))) {
                    differing.add(file);
                }
            });
            seen.keySet().stream().filter(file -> !now.containsKey(file)).forEach(differing::add);
            if (differing.stream().anyMatch(FolderWatch::isBeingWritten)) {
                return;
            }
            seen = now;
            if (!differing.isEmpty()) {
                changed.accept(differing);
            }
        } catch (RuntimeException e) {
            LOG.warn("Watching {} failed: {}", folder, e.toString());
        }
    }

    private Map<Path, String> look() {
        try (var files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            return files.filter(Files::isRegularFile).collect(Collectors.toMap(file -> file, FolderWatch::state));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An editor that empties a file and then fills it must not be overtaken. */
    private static boolean isBeingWritten(Path file) {
        try {
            var age = System.currentTimeMillis() - Files.getLastModifiedTime(file).toMillis();
            return age >= 0 && age < (Files.size(file) == 0 ? EMPTY_FOR_MILLIS : SETTLED_AFTER_MILLIS);
        } catch (IOException e) {
            return false;
        }
    }

    private static String state(Path file) {
        try {
            return Files.getLastModifiedTime(file) + " " + Files.size(file);
        } catch (IOException e) {
            return "gone";
        }
    }
}
