package org.sentinelbridge.operate.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.base.settings.SettingsException;
import org.sentinelbridge.base.store.Store;

/** Whether the store can be written to. Makes none that is not there: it would belong to whoever runs the doctor. */
final class StoreCheck implements Check {

    /** More than fits into what is free in a page. */
    private static final int SOME = 64 << 10;

    private final Settings settings;

    StoreCheck(Settings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "write";
    }

    @Override
    public Finding look() {
        try {
            var store = Store.existing(settings);
            if (store.isEmpty()) {
                return notYet(Store.file(settings).orElseThrow());
            }
            try (var open = store.get()) {
                var newer = open.newerTables();
                if (newer.isPresent()) {
                    return Finding.fail(name(), "store.url: " + newer.get(), "See Backup, restore and downgrade in the pages");
                }
                return open.writes().run(this::write);
            }
        } catch (SettingsException e) {
            return Finding.fail(name(), e.getMessage(), advice(e.getMessage()));
        } catch (RuntimeException e) {
            var text = root(e);
            return Finding.fail(name(), "The store cannot be written to: " + text, advice(text));
        }
    }

    /** Both in one transaction, so that nobody ever sees the row; but it goes to disk. */
    private Finding write(Handle handle) {
        var mark = "doctor:" + UUID.randomUUID();
        handle.execute("INSERT INTO cursors (name, state, owner, leased_until, next_at) VALUES (?, ?, '', 0, 0)", mark, "x".repeat(SOME));
        handle.execute("DELETE FROM cursors WHERE name = ?", mark);
        return Finding.ok(name(), settings.text("store.url").replaceFirst("\\?.*", "") + " can be written to");
    }

    private Finding notYet(Path file) {
        Optional<Path> folder = Optional.of(file.toAbsolutePath());
        while (folder.isPresent() && Files.notExists(folder.get())) {
            folder = folder.map(Path::getParent);
        }
        var there = folder.orElse(Path.of("/"));
        return Files.isWritable(there)
                ? Finding.ok(name(), "Not there yet; the first start makes " + file)
                : Finding.fail(name(), "Not there yet, and the folder " + there + " cannot be written to",
                        "Give the user that runs the bridge the right to write to " + there + ", or set store.url");
    }

    private static String advice(String text) {
        if (text.contains("locked")) {
            return "Another program holds the database; end it. The bridge itself does not hold it for long";
        }
        if (text.contains("full")) {
            return "Make room on the disk; until then webhooks answer 503";
        }
        if (text.contains("readonly") || text.contains("read-only") || text.contains("not authorized") || text.contains("unable to open")) {
            return "Give the user that runs the bridge the right to write to the database and to its folder";
        }
        if (text.contains("no such table") || text.contains("does not exist")) {
            return "Start the bridge once; it brings the tables up to date";
        }
        return "Check store.url, store.user and store.password, and that the database is up";
    }

    private static String root(Throwable failure) {
        var root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
