package org.sentinelbridge.component.conversation;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jdbi.v3.core.Handle;
import org.sentinelbridge.base.retry.SideFailure;
import org.sentinelbridge.base.retry.WaitRequest;
import org.sentinelbridge.base.store.Store;
import org.sentinelbridge.component.parked.SupersededException;

/** All conversations of one topic, as this process has part in them. What takes a handle runs in the thread of the store's writes. */
final class Talk {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration MOST_PAUSE = Duration.ofMinutes(10);
    private static final int MOST_DOUBLINGS = 10;

    private final String topic;
    private final String process;
    private final ConversationTable table = new ConversationTable();
    private final Budgets budgets;
    private final LongAdder coalesced = new LongAdder();
    private final Semaphore work = new Semaphore(0);
    private volatile Backlog backlog = Backlog.EMPTY;
    /** Of the thread of the writes. */
    private long lastMoment;

    Talk(Store store, String topic, String process) {
        this.topic = topic;
        this.process = process;
        this.budgets = new Budgets(store, topic);
    }

    /**
     * What has been kept.
     *
     * @param waited whether an older state of it waited already
     * @param isNow whether it may be told now
     */
    record Kept(Conversation conversation, Waiting waiting, boolean waited, boolean isNow) {}

    /** Something to be told, of a conversation that this process speaks for now. */
    record Taken(Conversation conversation, Waiting waiting) {}

    Budgets budgets() {
        return budgets;
    }

    Backlog backlog() {
        return backlog;
    }

    void measured(Backlog measured) {
        backlog = measured;
    }

    long coalesced() {
        return coalesced.sum();
    }

    /**
     * @param lease after which another process may speak
     * @throws SupersededException if it comes again, and something newer has come since
     */
    Kept keep(Handle handle, Push push, boolean mayTell, Duration lease) throws SQLException {
        var now = moment();
        var found = table.find(handle, topic, push.name());
        var before = found.orElseGet(() -> Conversation.fresh(push.name()));
        if (push.isState() && push.receivedAt() < before.stateAt() && push.isReplayed()) {
            throw new SupersededException(before.stateRun());
        }
        var rows = before.waits() ? table.waiting(handle, topic, before.name()) : List.<Waiting>of();
        var older = rows.stream().filter(row -> row.part().equals(push.part())).findFirst();
        var after = push.isState() ? before.about(push.subject(), Math.max(push.receivedAt(), before.stateAt()), push.runId()) : before.about(push.subject(), before.stateAt(), before.stateRun());
        var isFree = mayTell && !before.isHeld(now) && mayGoFirst(before, push, rows, older) && isOpen(handle, push.part(), now);
        var held = isFree ? after.heldBy(process, now + lease.toMillis()) : after;
        var isNow = isFree && (found.isEmpty() ? table.begin(handle, topic, held) : table.claim(handle, topic, held, now));
        if (!isNow) {
            table.begin(handle, topic, after);
            table.note(handle, topic, after);
        }
        // what the other side has changed since a replayed state came is newer than that
        var waiting = push.asWaiting(push.isState() && push.isReplayed() ? push.receivedAt() : now);
        if (older.isPresent()) {
            waiting = merge(handle, older.get(), waiting, push.topic());
        } else if (!isNow) {
            waiting = waiting.withId(table.insert(handle, topic, before.name(), waiting));
        }
        return new Kept(held, waiting, older.isPresent(), isNow);
    }

    /** What comes after something that waits waits too, unless that needs a person, who may have seen to it by now. */
    private static boolean mayGoFirst(Conversation before, Push push, List<Waiting> rows, Optional<Waiting> older) {
        return rows.isEmpty() || before.isInTrouble() && (push.isState() || older.filter(rows.get(0)::equals).isPresent());
    }

    private boolean isOpen(Handle handle, String part, long now) {
        return budgets.pause().isZero() && budgets.closedUntil(handle, Waiting.kind(part)) <= now;
    }

    private Waiting merge(Handle handle, Waiting older, Waiting newer, Topic of) throws SQLException {
        var merged = Messages.merged(older, newer, of.first());
        table.replace(handle, merged, newer.firstAt());
        coalesced.increment();
        return merged;
    }

    /** The next that may be told, if any is; this process speaks for its conversation from then on. */
    Optional<Taken> take(Handle handle, Duration lease) throws SQLException {
        var now = System.currentTimeMillis();
        for (var name : Backlog.candidates(handle, topic, now,
                budgets.closedUntil(handle, Waiting.kind("")) <= now, budgets.closedUntil(handle, Waiting.kind("-")) <= now)) {
            var found = table.find(handle, topic, name);
            if (found.isPresent()) {
                var held = found.get().heldBy(process, now + lease.toMillis());
                if (table.claim(handle, topic, held, now)) {
                    return next(handle, held);
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Taken> next(Handle handle, Conversation held) throws SQLException {
        var rows = table.waiting(handle, topic, held.name());
        if (rows.isEmpty()) {
            table.release(handle, topic, held, 0);
            return Optional.empty();
        }
        return Optional.of(new Taken(held, rows.stream().filter(Waiting::isState).findFirst().orElse(rows.get(0))));
    }

    /** @param now without its trouble, which stays if anything else of it waits */
    Conversation settle(Handle handle, Conversation before, Conversation now, Waiting told) throws SQLException {
        if (told.isStored()) {
            table.remove(handle, told);
        }
        var stays = before.isInTrouble() && !table.waiting(handle, topic, now.name()).isEmpty() ? now.inTroubleAs(before) : now;
        table.remember(handle, topic, stays);
        return stays;
    }

    /** What has been tried waits from now on, if it does not yet, before what has come meanwhile. */
    Conversation later(Handle handle, Conversation now, Waiting tried, Topic of) throws SQLException {
        if (!tried.isStored()) {
            var newer = table.waiting(handle, topic, now.name()).stream().filter(row -> row.part().equals(tried.part())).findFirst();
            if (newer.isPresent()) {
                table.replace(handle, Messages.merged(tried.inPlaceOf(newer.get()), newer.get(), of.first()), tried.firstAt());
            } else {
                table.insert(handle, topic, now.name(), tried);
            }
        }
        return release(handle, now, 0);
    }

    Conversation release(Handle handle, Conversation now, long nextAt) throws SQLException {
        table.release(handle, topic, now, nextAt);
        return now;
    }

    /** So that what comes later in this process is never as old as what came before. */
    private long moment() {
        lastMoment = Math.max(System.currentTimeMillis(), lastMoment + 1);
        return lastMoment;
    }

    /** What did not work says whether anything else would. */
    void failed(Throwable failure, Waiting waiting) {
        if (SideFailure.is(failure)) {
            var asked = failure instanceof WaitRequest wait ? wait.retryAfter() : Optional.<Duration>empty();
            budgets.paused(waiting.kind(), asked, String.valueOf(failure.getMessage()));
        }
    }

    /** How long one that has failed rests. */
    static Duration pause(Conversation failed) {
        var doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(failed.attempts(), MOST_DOUBLINGS));
        return doubled.compareTo(MOST_PAUSE) > 0 ? MOST_PAUSE : doubled;
    }

    /** There may be something to tell. */
    void wakeUp() {
        if (work.availablePermits() == 0) {
            work.release();
        }
    }

    /** Waits until there may be something to tell, and not longer than so long. */
    void await(Duration most) throws InterruptedException {
        if (work.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS)) {
            work.drainPermits();
        }
    }
}
