package org.sentinelbridge.outbox;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Which ids an outbox has accepted lately: kept in the store with the messages, so that a restart forgets nothing, and in memory,
 * where they are looked up. Other processes on the same store are followed by reading what they have added since. Used in
 * transactions, one at a time, only.
 */
final class SeenTable {

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
    void follow(Handle handle) {
        handle.createQuery("SELECT id, seen_at, hashes FROM outbox_seen WHERE name = :name AND id > :id ORDER BY id")
                .bind("name", name)
                .bind("id", readUntil)
                .map((row, context) -> new Added(row.getLong("id"), row.getLong("seen_at"), row.getBytes("hashes")))
                .forEach(this::remember);
    }

    private void remember(Added added) {
        var hashes = ByteBuffer.wrap(added.hashes);
        while (hashes.hasRemaining()) {
            ids.add(IdHash.read(hashes), added.at);
        }
        readUntil = added.id;
    }

    boolean contains(IdHash id) {
        return !off && ids.contains(id);
    }

    /** Adds ids to the store. They are remembered once {@link #follow} reads them back: not if this transaction fails. */
    void add(Handle handle, List<IdHash> added, long now) {
        if (off || added.isEmpty()) {
            return;
        }
        var hashes = ByteBuffer.allocate(added.size() * IdHash.BYTES);
        added.forEach(hash -> hash.write(hashes));
        handle.createUpdate("INSERT INTO outbox_seen (name, seen_at, hashes) VALUES (:name, :now, :hashes)")
                .bind("name", name)
                .bind("now", now)
                .bind("hashes", hashes.array())
                .execute();
    }

    /** Deletes what is no longer remembered. */
    void prune(Handle handle) {
        handle.createUpdate("DELETE FROM outbox_seen WHERE name = :name AND seen_at < :since")
                .bind("name", name)
                .bind("since", ids.since())
                .execute();
    }

    private record Added(long id, long at, byte[] hashes) {}
}
