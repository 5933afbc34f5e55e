package org.sentinelbridge.component.parked;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.apache.camel.Exchange;
import org.jdbi.v3.core.Handle;
import org.sentinelbridge.base.runs.Passage;
import org.sentinelbridge.base.runs.Superseded;
import org.sentinelbridge.base.store.KeptText;
import org.sentinelbridge.base.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has arrived settles what was parked of the same before: a push of a case older pushes of that case, and a comment older pushes
 * of that comment. Routes call {@code settle} when a push went well. It reads the exchange variables that {@link Parking} reads; one
 * without {@code part} settles nothing.
 */
public final class SupersededPushes {

    private static final Logger LOG = LoggerFactory.getLogger(SupersededPushes.class);
    private static final String ANY = """
            SELECT 1 FROM parked WHERE part <> '' AND part = ? AND incident_id = ? AND (incident_id <> '' OR case_id = ?)
                AND flow = ? AND received_at <= ? AND id <> ? LIMIT 1
            """;
    private static final String PARTS = "SELECT 1 FROM parked WHERE part <> '' LIMIT 1";
    private static final String ALL = "SELECT id FROM parked WHERE " + OneOfEach.SAME_PART + " AND received_at <= :moment AND id <> :own";

    private final Store store;
    private final LongSupplier kept;
    private final LongAdder settled = new LongAdder();
    /** How many messages had been kept when there was nothing that a push could settle; below zero if nobody has looked. */
    private volatile long noneAt = -1;

    /** @param kept how many messages this process has parked, which tells whether there can be something new */
    public SupersededPushes(Store store, LongSupplier kept) {
        this.store = store;
        this.kept = kept;
    }

    /**
     * Takes off the list what was received before this exchange's message, except what the exchange itself replays. What a store that
     * does not answer keeps on the list is settled by the next push.
     */
    public void settle(Exchange exchange) {
        var push = Push.of(exchange);
        if (isNone() || push.part.isEmpty() || push.incidentId.isEmpty() && push.caseId.isEmpty()) {
            return;
        }
        try {
            var before = kept.getAsLong();
            if (store.jdbi().withHandle(handle -> isAny(handle, push))) {
                settled.add(store.writes().run(handle -> remove(handle, push), Parking.patience(exchange)).size());
            } else if (store.jdbi().withHandle(handle -> handle.select(PARTS).mapTo(int.class).findFirst()).isEmpty()) {
                noneAt = before;
            }
        } catch (SQLException | RuntimeException e) {
            LOG.warn("What run {} supersedes stays parked: {}", push.runId, Store.rootMessage(e));
        }
    }

    /** Every push asks, and hardly ever is something there. Where others share the store they may have parked something. */
    private boolean isNone() {
        return !store.isShared() && noneAt == kept.getAsLong();
    }

    /** How many messages were taken off the list since the start. */
    public long settled() {
        return settled.sum();
    }

    private static boolean isAny(Handle handle, Push push) throws SQLException {
        try (var statement = handle.getConnection().prepareStatement(ANY)) {
            statement.setString(1, KeptText.of(push.part));
            statement.setString(2, KeptText.of(push.incidentId));
            statement.setString(3, KeptText.of(push.caseId));
            statement.setString(4, push.flow);
            statement.setLong(5, push.moment);
            statement.setString(6, push.own);
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private List<String> remove(Handle handle, Push push) {
        var gone = new ArrayList<String>();
        for (var id : ids(handle, push)) {
            var deleted = handle.createUpdate("DELETE FROM parked WHERE id = :id AND received_at <= :moment")
                    .bind("id", id)
                    .bind("moment", push.moment)
                    .execute();
            if (deleted > 0) {
                Superseded.add(handle, id, push.runId, store.now(handle));
                gone.add(id);
            }
        }
        return gone;
    }

    private static List<String> ids(Handle handle, Push push) {
        return handle.createQuery(ALL)
                .bind("part", push.part)
                .bind("incidentId", push.incidentId)
                .bind("caseId", push.caseId)
                .bind("flow", push.flow)
                .bind("moment", push.moment)
                .bind("own", push.own)
                .mapTo(String.class)
                .list();
    }

    /** @param own the parked message that the exchange replays, or empty */
    private record Push(String runId, String flow, String part, String incidentId, String caseId, long moment, String own) {

        static Push of(Exchange exchange) {
            return new Push(
                    Passage.runId(exchange),
                    Parking.flow(exchange),
                    Parking.text(exchange, "part"),
                    Parking.text(exchange, "incident_id"),
                    Parking.text(exchange, "case_id"),
                    Parking.receivedAt(exchange),
                    Replay.of(exchange).map(replay -> replay.message().id()).orElse(""));
        }
    }
}
