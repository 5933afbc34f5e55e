package org.sentinelbridge.component.conversation;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jdbi.v3.core.Handle;
import org.sentinelbridge.base.retry.Doubling;
import org.sentinelbridge.base.retry.SideFailure;
import org.sentinelbridge.base.retry.WaitRequest;
import org.sentinelbridge.base.store.Store;
import org.sentinelbridge.component.parked.SupersededException;

/** All conversations of one topic, as this process has part in them. What takes a handle runs in the thread of the store's writes. */
final class Talk {

    /** How long one that has failed rests. */
    private static final Doubling PAUSE = new Doubling(Duration.ofSeconds(2), Duration.ofMinutes(10));

    private final String topic;
    /** Names this process among those that share the store; empty where it has the store to itself. */
    private final String process;
    private final ConversationTable table = new ConversationTable();
    private final Budgets budgets;
    private final LongAdder coalesced = new LongAdder();
    private final Bell bell = new Bell();
    private volatile Backlog backlog = Backlog.EMPTY;
    private final Recent recent = new Recent();
    private final AtomicLong lastMoment = new AtomicLong();

    Talk(Store store, String topic, String process) {
        this.topic = topic;
        this.process = store.isShared() ? process : "";
        this.budgets = new Budgets(store, topic);
    }

    /** Whose turn it is within this process, by {@link org.sentinelbridge.base.retry.Turns}. */
    String turn(String name) {
        return topic + ":" + name;
    }

    Budgets budgets() {
        return budgets;
    }

    /** Rings when there may be something to tell. */
    Bell bell() {
        return bell;
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
     * @param turn the name whose turn it has within this process, empty for none
     * @param lease after which another process may speak
     * @throws SupersededException if it comes again, and something newer has come since
     * @throws org.sentinelbridge.base.validation.MismatchException if its name is that of something else
     */
    Kept keep(Handle handle, Push push, String turn, Duration lease) throws SQLException {
        var readAt = recent.changes();
        var now = moment();
        var before = table.find(handle, topic, push.name()).orElseGet(() -> Conversation.fresh(push.name()));
        push.checkSubject(before);
        if (push.isOvertaken(before)) {
            throw new SupersededException(before.stateRun());
        }
        if (!turn.isEmpty() && !turn.equals(before.name())) {
            return new Kept(before, push.asWaiting(now), false, Kept.Outcome.OTHER_TURN, readAt);
        }
        var rows = before.waits() ? table.waiting(handle, topic, before.name()) : List.<Waiting>of();
        var older = rows.stream().filter(row -> row.part().equals(push.part())).findFirst();
        var isFree = !turn.isEmpty() && mayGoFirst(before, push, rows, older) && isOpen(handle, push.kind(), now);
        var spoken = isFree ? speak(handle, before.with(push), now, lease) : Optional.<Conversation>empty();
        if (spoken.isEmpty() && push.topic().refuses()) {
            return new Kept(before, push.asWaiting(now), false, Kept.Outcome.REFUSED, readAt);
        }
        if (spoken.isEmpty()) {
            recent.forget(before.name());
            table.note(handle, topic, before.with(push));
        }
        var waiting = push.asWaiting(now);
        if (older.isPresent()) {
            waiting = merge(handle, older.get(), waiting, push.topic());
        } else if (spoken.isEmpty()) {
            waiting = waiting.withId(table.insert(handle, topic, before.name(), waiting));
        }
        return new Kept(spoken.orElseGet(() -> before.with(push)), waiting, older.isPresent(),
                spoken.isPresent() ? Kept.Outcome.NOW : Kept.Outcome.LATER, readAt);
    }

    /**
     * As {@link #keep}, without the store, where that would only say that it may be told now: no other process uses it, and nothing of
     * the conversation waits.
     *
     * @param turn the name whose turn it has within this process, empty for none
     */
    Optional<Kept> keepUnread(Push push, String turn) {
        if (!process.isEmpty() || turn.isEmpty() || !budgets.pause().isZero() || budgets.isLearned()) {
            return Optional.empty();
        }
        var readAt = recent.changes();
        recent.find(push.name()).ifPresent(push::checkSubject);
        return recent.find(push.name())
                .filter(before -> !push.isOvertaken(before))
                .map(before -> new Kept(before.with(push), push.asWaiting(moment()), false, Kept.Outcome.NOW, readAt));
    }

    /** What is known without the store. */
    Optional<Conversation> recent(String name) {
        return recent.find(name);
    }

    /** It is read from the store next. */
    void forget(String name) {
        recent.forget(name);
    }

    /** It is on disk. */
    void settled(Conversation conversation, long readAt) {
        if (process.isEmpty() && conversation.isAtRest()) {
            recent.keep(conversation, readAt);
        }
    }

    /** Within this process it is its turn; where others share the store, they are kept from speaking. Empty if one of them speaks. */
    private Optional<Conversation> speak(Handle handle, Conversation conversation, long now, Duration lease) throws SQLException {
        if (process.isEmpty()) {
            return Optional.of(conversation);
        }
        var held = conversation.heldBy(process, now + lease.toMillis());
        return table.claim(handle, topic, held, now) ? Optional.of(held) : Optional.empty();
    }

    /** What comes after something that waits waits too, unless that needs a person, who may have seen to it by now. */
    private static boolean mayGoFirst(Conversation before, Push push, List<Waiting> rows, Optional<Waiting> older) {
        return rows.isEmpty() || before.isInTrouble() && (push.isState() || older.filter(rows.get(0)::equals).isPresent());
    }

    private boolean isOpen(Handle handle, String kind, long now) {
        return budgets.pause().isZero() && budgets.closedUntil(handle, kind) <= now;
    }

    private Waiting merge(Handle handle, Waiting older, Waiting newer, Topic of) throws SQLException {
        var merged = Messages.merged(older, newer, of.first());
        table.replace(handle, merged, newer.firstAt());
        coalesced.increment();
        return merged;
    }

    /** Names of conversations of which something may be told now, in the order in which it should be. */
    List<String> candidates(Handle handle) {
        var now = System.currentTimeMillis();
        return Backlog.candidates(handle, topic, now,
                budgets.closedUntil(handle, Waiting.STATES) <= now, budgets.closedUntil(handle, Waiting.PARTS) <= now);
    }

    /** What of a conversation is told next, by this process; empty if nothing of it waits any more, or another process speaks. */
    Optional<Taken> take(Handle handle, String name, Duration lease) throws SQLException {
        var now = System.currentTimeMillis();
        var found = table.find(handle, topic, name).filter(Conversation::waits);
        var spoken = found.isPresent() ? speak(handle, found.get(), now, lease) : Optional.<Conversation>empty();
        if (spoken.isEmpty()) {
            return Optional.empty();
        }
        var rows = table.waiting(handle, topic, name);
        return Optional.of(new Taken(spoken.get(), rows.stream().filter(Waiting::isState).findFirst().orElse(rows.get(0))));
    }

    /** @param now without its trouble, which stays if anything else of it waits */
    Conversation settle(Handle handle, Conversation before, Conversation now, Waiting told) throws SQLException {
        if (told.isStored()) {
            table.remove(handle, told);
        }
        var stays = before.isInTrouble() && !table.waiting(handle, topic, now.name()).isEmpty() ? now.inTroubleAs(before) : now;
        table.save(handle, topic, stays);
        return stays;
    }

    /** What has been tried waits from now on, if it does not yet, before what has come meanwhile. */
    Conversation later(Handle handle, Conversation now, Waiting tried, Topic of) throws SQLException {
        recent.forget(now.name());
        if (!tried.isStored()) {
            table.note(handle, topic, now);
            var newer = table.waiting(handle, topic, now.name()).stream().filter(row -> row.part().equals(tried.part())).findFirst();
            if (newer.isPresent()) {
                table.replace(handle, Messages.merged(tried.inPlaceOf(newer.get()), newer.get(), of.first()), tried.firstAt());
            } else {
                table.insert(handle, topic, now.name(), tried);
            }
        }
        return release(handle, now);
    }

    /** Others may speak. */
    Conversation release(Handle handle, Conversation now) throws SQLException {
        table.release(handle, topic, now, 0);
        return now;
    }

    /** Others may speak, after a while. */
    Conversation rest(Handle handle, Conversation failed) throws SQLException {
        table.release(handle, topic, failed, System.currentTimeMillis() + PAUSE.after(failed.attempts()).toMillis());
        return failed;
    }

    /** So that what comes later in this process is never as old as what came before. */
    private long moment() {
        return lastMoment.updateAndGet(last -> Math.max(System.currentTimeMillis(), last + 1));
    }

    /** What did not work says whether anything else would. */
    void failed(Throwable failure, Waiting waiting) {
        if (SideFailure.is(failure)) {
            var wait = failure instanceof WaitRequest request ? Optional.of(request) : Optional.<WaitRequest>empty();
            budgets.paused(waiting.kind(), wait.flatMap(WaitRequest::retryAfter), wait.filter(WaitRequest::isThrottle).isPresent(),
                    String.valueOf(failure.getMessage()));
        }
    }
}
