package org.sentinelbridge.component.parked;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.sentinelbridge.base.store.Store;
import org.sentinelbridge.component.parked.Claims.Claim;
import org.sentinelbridge.component.parked.ParkedMessages.Place;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replays parked messages: sends each through the route that begins with {@code parked:} and its flow, and takes it out of the
 * table
 * when the route has ended well, not before. A message that fails stays, with its new cause; one that something newer has superseded
 * leaves the table and is sent no more. Whoever else wants the same
 * message at the same time, in this process or another, is told so. Thread safe.
 *
 * <p>A process that dies after the other side has the message and before it left the table leaves it parked; to replay it again
 * is
 * safe, as ids follow from what is sent. Only an alert may then be in Log Analytics twice.
 */
public final class Replays {

    private static final Logger LOG = LoggerFactory.getLogger(Replays.class);
    private static final Duration MARGIN = Duration.ofMinutes(1);
    /** Bytes beyond which bodies are replayed one after the other, as several might take more memory than there is. */
    private static final long LARGE = 1024 * 1024;

    private final ParkedMessages messages;
    private final Claims claims;
    private final Duration budget;
    private final Map<String, ParkedConsumer> routes = new ConcurrentHashMap<>();
    private final Lock large = new ReentrantLock();
    private volatile boolean closed;

    /** @param budget how long one replay may take */
    public Replays(Store store, Duration budget) {
        this.messages = new ParkedMessages(store.jdbi());
        this.claims = new Claims(store, budget.plus(MARGIN));
        this.budget = budget;
    }

    void add(String flow, ParkedConsumer route) {
        routes.put(flow, route);
    }

    void remove(String flow, ParkedConsumer route) {
        routes.remove(flow, route);
    }

    /**
     * Replays one message that a person has named, even before an older one of the same incident; the person is told.
     *
     * @param edited the body to send in place of the one that was received
     */
    public Replayed replay(String id, Optional<String> edited) {
        return replay(id, edited, true);
    }

    /**
     * Replays all messages that are wanted and were parked until now, the oldest first. One is left out as long as an older message
     * of the same incident is parked that should arrive before. Those named that are superseded are told first. Of a flow whose
     * other side takes nothing no more are tried, see {@link Outages}.
     *
     * @param each is told what became of each message that was tried, and answers whether to go on
     */
    public Untried replayAll(Selection selection, Predicate<Replayed> each) {
        var outages = new Outages();
        var goesOn = selection.ids().orElse(List.of()).stream()
                .flatMap(id -> claims.supersededBy(id).map(run -> Replayed.superseded(id, run, "")).stream())
                .allMatch(each);
        if (!goesOn) {
            return Untried.NONE;
        }
        selection.each(messages, place -> !closed && (outages.skips(place.flow()) || goOn(place, outages, each)));
        return outages.untried();
    }

    private boolean goOn(Place place, Outages outages, Predicate<Replayed> each) {
        Replayed replayed;
        try {
            replayed = replay(place.id(), Optional.empty(), false);
        } catch (RuntimeException e) {
            LOG.warn("A replay of many stops, as no message can be claimed: {}", Store.rootMessage(e));
            outages.storeFails(Store.rootMessage(e));
            return true;
        }
        outages.note(place.flow(), replayed);
        return each.test(replayed);
    }

    /** Ends a replay of many after the message that it is at. */
    public void close() {
        closed = true;
    }

    private Replayed replay(String id, Optional<String> edited, boolean alone) {
        if (messages.line(id).map(ParkedLine::bytes).orElse(0L) <= LARGE) {
            return claimAndReplay(id, edited, alone);
        }
        large.lock();
        try {
            return claimAndReplay(id, edited, alone);
        } finally {
            large.unlock();
        }
    }

    private Replayed claimAndReplay(String id, Optional<String> edited, boolean alone) {
        var claimed = claims.claim(id);
        if (claimed.isEmpty()) {
            return claims.refusal(id);
        }
        var claim = claimed.get();
        var older = messages.older(claim.message());
        var route = routes.get(claim.message().flow());
        if (route == null || !alone && !older.isEmpty()) {
            claims.release(claim);
            return Replayed.left(id, route == null
                    ? "Not tried: no route replays messages of " + claim.message().flow() + " now; that flow is off"
                    : "Not tried: an older message of the same incident is parked, " + older.get(0));
        }
        var replay = new Replay(claim.message(), edited.map(text -> text.getBytes(StandardCharsets.UTF_8))
                .orElseGet(claim.message().body()::bytes));
        var verdict = Verdict.of(replay, route.send(replay, budget));
        try {
            return settled(claim, verdict, !older.isEmpty());
        } catch (RuntimeException e) {
            LOG.warn("What became of the replay of {} cannot be written: {}", id, Store.rootMessage(e));
            return verdict.isDone() ? verdict.stillThere(Store.rootMessage(e)) : verdict.replayed();
        }
    }

    private Replayed settled(Claim claim, Verdict verdict, boolean olderThere) {
        if (verdict.supersededBy().isPresent()) {
            claims.supersede(claim, verdict.supersededBy().get());
            return verdict.replayed();
        }
        if (verdict.isDone()) {
            claims.remove(claim);
        } else {
            var replays = FailedReplays.of(claim.message().replays()).with(Instant.now(), verdict.replayed());
            claims.failed(claim, verdict.again(), replays);
            var newer = claims.supersededBy(claim.message().id());
            if (newer.isPresent()) {
                return Replayed.superseded(claim.message().id(), newer.get(), verdict.replayed().runId());
            }
        }
        var older = olderThere ? messages.older(claim.message()) : List.<String>of();
        return older.isEmpty() ? verdict.replayed() : verdict.with(" Older messages of the same incident are still parked: "
                + String.join(", ", older) + ". Replay or discard them too"
                + (claim.message().part().isEmpty() ? "; a later replay of theirs overwrites this one." : "."));
    }

    /** How many messages have left the table since the start because something newer was there. */
    public long superseded() {
        return claims.superseded();
    }
}
