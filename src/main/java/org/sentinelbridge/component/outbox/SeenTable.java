package org.sentinelbridge.component.outbox;

import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.sentinelbridge.base.store.KeptStatement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which ids an outbox has accepted lately: kept in the store with the messages, so that a restart forgets nothing, and in memory,
 * where they are looked up. Other processes on the same store are followed by reading what they have added since. Used in
 * transactions, one at a time, only.
 */
final class SeenTable {

    private static final Logger LOG = LoggerFactory.getLogger(SeenTable.class);
    private static final int MOST_LOOKED_AT = 1_000;

    private final KeptStatement follow =
            new KeptStatement("SELECT id, seen_at, hashes FROM outbox_seen WHERE name = ? AND id > ? ORDER BY id");
    private final KeptStatement insert = new KeptStatement("INSERT INTO outbox_seen (name, seen_at, hashes) VALUES (?, ?, ?)");
    private final String name;
    private final boolean off;
    private final SeenIds ids;
    private long readUntil;

    /** @param window for how long an id is remembered; zero for not at all */
    SeenTable(String name, Duration window) {
        this.name = name;
        this.off = window.isZero();
        this.ids = new SeenIds(window, 0);
    }

    /** Reads what has been added since the last time, by whichever process. */
    void follow(Handle handle) throws SQLException {
        var query = follow.on(handle);
        query.setString(1, name);
        query.setLong(2, readUntil);
        try (var added = query.executeQuery()) {
            while (added.next()) {
                remember(ByteBuffer.wrap(added.getBytes(3)), added.getLong(2));
                readUntil = added.getLong(1);
            }
        }
    }

    private void remember(ByteBuffer hashes, long at) {
        while (hashes.hasRemaining()) {
            ids.add(IdHash.read(hashes), at).ifPresent(lasted -> LOG.warn(
                    "outbox:{}: {} messages have come within {} s; repeats are noticed for that long, not for all of the duplicate window",
                    name, SeenIds.MOST_IN_HALF, lasted.toSeconds()));
        }
    }

    /** Whether repeats are to be noticed at all. */
    boolean isOn() {
        return !off;
    }

    boolean contains(IdHash id, long now) {
        return ids.contains(id, now);
    }

    /** Adds ids to the store. They are remembered once {@link #follow} reads them back: not if this transaction fails. */
    void add(Handle handle, List<IdHash> added, long now) throws SQLException {
        if (added.isEmpty()) {
            return;
        }
        var hashes = ByteBuffer.allocate(added.size() * IdHash.BYTES);
        added.forEach(hash -> hash.write(hashes));
        var row = insert.on(handle);
        row.setString(1, name);
        row.setLong(2, now);
        row.setBytes(3, hashes.array());
        row.executeUpdate();
    }

    /** Deletes what is no longer remembered, looking no further than where the first younger one is. */
    void prune(Handle handle) {
        var deleted = MOST_LOOKED_AT;
        while (deleted == MOST_LOOKED_AT) {
            deleted = handle.createUpdate(
                            """
                            DELETE FROM outbox_seen WHERE seen_at < :since AND id IN (
                                SELECT id FROM outbox_seen WHERE name = :name ORDER BY id LIMIT :most)
                            """)
                    .bind("name", name)
                    .bind("since", ids.since())
                    .bind("most", MOST_LOOKED_AT)
                    .execute();
        }
    }
}
