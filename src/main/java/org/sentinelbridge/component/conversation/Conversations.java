package org.sentinelbridge.component.conversation;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.sentinelbridge.base.retry.Deadline;
import org.sentinelbridge.base.retry.Turns;
import org.sentinelbridge.base.retry.WaitRequest;
import org.sentinelbridge.base.runs.Failures;
import org.sentinelbridge.base.store.Store;
import org.sentinelbridge.component.conversation.Kept.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The conversations of this process. Routes reach them by {@code conversation:TOPIC}, and as the bean {@code conversations} for what
 * becomes of a message that {@code conversation:TOPIC} has kept ({@link #settle}, {@link #later}, {@link #giveUp}) and for what is
 * known ({@link #recall}). Thread safe.
 */
public final class Conversations {

    private static final Logger LOG = LoggerFactory.getLogger(Conversations.class);
    /** How much longer a process may speak than it means to. */
    private static final Duration MARGIN = Duration.ofSeconds(10);

    private final Store store;
    private final PatientStore patient;
    private final Turns turns;
    private final String process = UUID.randomUUID().toString();
    private final Map<String, Talk> talks = new ConcurrentHashMap<>();

    /** @param turns so that callers who tell of the same thing wait for each other */
    public Conversations(Store store, Turns turns) {
        this.store = store;
        this.patient = new PatientStore(store);
        this.turns = turns;
    }

    Talk talk(String topic) {
        return talks.computeIfAbsent(topic, name -> new Talk(store, name, process));
    }

    Drain drain(String topic) {
        return new Drain(store, topic, talk(topic), turns);
    }

    NoticeTable notices(String topic) {
        return new NoticeTable(store, topic);
    }

    /** Those of a topic, to be looked at. */
    public ConversationList list(String topic) {
        return new ConversationList(store.jdbi(), topic, talk(topic));
    }

    /**
     * Takes what an exchange has to tell: it may tell it at once, if nothing is before it and the other side takes it, or it is on
     * disk when this returns.
     *
     * @throws ConversationUnavailable if the store cannot keep it, or not in time
     * @throws ConversationTrouble if it is kept, but waits behind something that needs a person
     * @throws ConversationBusy if it would have to wait, and the topic refuses that
     */
    void keep(Exchange exchange, Topic topic) throws InterruptedException {
        var held = Held.of(exchange);
        if (held.isPresent()) { // another attempt of the same exchange
            held.get().begin(exchange);
            return;
        }
        patient.checkRoom();
        var talk = talk(topic.name());
        var push = Push.of(exchange, topic);
        var kept = keep(exchange, talk, push, push.name());
        if (kept.outcome() == Outcome.OTHER_TURN) {
            kept = keep(exchange, talk, push, kept.conversation().name());
        }
        new Held(topic, kept.conversation(), kept.waiting(), kept.waited(), kept.readAt()).begin(exchange);
        if (kept.outcome() == Outcome.NOW) {
            exchange.setVariable("turn", "now");
            return;
        }
        Held.end(exchange);
        if (kept.conversation().isInTrouble()) {
            throw kept.conversation().asFailure();
        }
        if (kept.outcome() == Outcome.REFUSED) {
            throw busy(talk, kept.waiting().kind());
        }
        queued(exchange, talk, kept.waiting(), talk.backlog().of(kept.waiting()));
    }

    private Kept keep(Exchange exchange, Talk talk, Push push, String name) throws InterruptedException {
        var patience = talk.budgets().pause().isZero() ? Deadline.of(exchange).left().dividedBy(2) : Duration.ZERO;
        var turn = turns.await(exchange, talk.turn(name), patience) ? name : "";
        var unread = talk.keepUnread(push, turn);
        if (unread.isPresent()) {
            patient.prove(exchange); // or what is told would not be remembered
            return unread.get();
        }
        return patient.write(exchange, handle -> talk.keep(handle, push, turn, Deadline.of(exchange).left().plus(MARGIN)));
    }

    private static ConversationBusy busy(Talk talk, String kind) {
        var cause = talk.budgets().cause();
        var wait = Duration.ofMillis(Math.max(1_000, talk.budgets().expected(0, kind) - System.currentTimeMillis()));
        return new ConversationBusy(cause.isEmpty() ? "Something older is being told, or enough for now was told" : cause, wait);
    }

    /**
     * What the exchange had to tell was told. Keeps the variables {@code memory} (a JSON object, whose member {@code parts} is how
     * many parts the other side holds; without it what was known stays) and {@code alias} (what the other side calls it by now).
     * The variable {@code wrote} says whether something was written, which counts against the budget.
     *
     * @throws ConversationUnavailable if that cannot be kept; it is told once more then, which changes nothing
     */
    public void settle(Exchange exchange) {
        var held = Held.of(exchange).orElseThrow(() -> new IllegalStateException("settle: the exchange holds no conversation"));
        var talk = talk(held.topic().name());
        var before = held.conversation();
        var now = before.told(exchange.getVariable("alias", before.alias(), String.class), Held.memory(exchange, before.memory()));
        var wrote = exchange.getVariable("wrote", false, boolean.class);
        Held.end(exchange);
        var settled = remember(exchange, talk, before, now, held.waiting());
        talk.settled(settled, held.readAt());
        if (wrote) {
            talk.budgets().spend(held.waiting().kind());
        }
        talk.budgets().works();
        if (talk.backlog().conversations() > 0 || settled.notice() > 0) {
            talk.bell().ring();
        }
    }

    private Conversation remember(Exchange exchange, Talk talk, Conversation before, Conversation now, Waiting told) {
        try {
            return patient.write(exchange, handle -> talk.settle(handle, before, now, told));
        } catch (ConversationUnavailable e) {
            talk.forget(before.name()); // the store may have taken it all the same
            throw e;
        }
    }

    /**
     * What the exchange has tried to tell is told later. Sets the variables {@code turn} to {@code later}, {@code expected} (when, a time
     * of ISO 8601), {@code expected_in} (in how many seconds) and {@code busy} (why, if somebody knows).
     *
     * @throws ConversationUnavailable if the store cannot be written
     */
    public void later(Exchange exchange) {
        var held = Held.of(exchange).orElseThrow(() -> new IllegalStateException("later: the exchange holds no conversation"));
        var talk = talk(held.topic().name());
        talk.failed(Failures.unwrapped(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)), held.waiting());
        patient.write(exchange, handle -> talk.later(handle, held.conversation(), held.waiting(), held.topic()));
        Held.end(exchange);
        queued(exchange, talk, held.waiting(), talk.backlog().of(held.waiting()));
    }

    /** Whether the exchange holds something that can be told later. */
    public boolean holds(Exchange exchange) {
        return Held.of(exchange).isPresent();
    }

    /**
     * What the exchange has tried to tell cannot be told. Never fails: without the store, others may speak once the time for that
     * is up. It is dropped if nobody was promised that it will be; else it waits for a person, and the variable {@code waits} is
     * set to true.
     *
     * @param trouble what a person reads
     */
    public void giveUp(Exchange exchange, String trouble) {
        Held.of(exchange).ifPresent(held -> {
            Held.end(exchange);
            var talk = talk(held.topic().name());
            // Nobody looks when an outage ends, as nothing waits; a throttle says it.
            Optional.ofNullable(Failures.unwrapped(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)))
                    .filter(failure -> failure instanceof WaitRequest wait && wait.isThrottle())
                    .filter(failure -> "queue".equals(exchange.getVariable("keep", String.class)))
                    .ifPresent(failure -> talk.failed(failure, held.waiting()));
            if (held.waited()) {
                exchange.setVariable("waits", true);
            }
            try {
                patient.write(exchange, handle -> held.waited()
                        ? talk.rest(handle, held.conversation().failed(trouble, System.currentTimeMillis()))
                        : talk.release(handle, held.conversation()));
            } catch (ConversationUnavailable e) {
                LOG.warn("{}: {}", held.conversation().name(), e.getMessage());
            }
        });
    }

    /**
     * What is known of a conversation. Sets the variables {@code known} (what the route remembers, an empty object for nothing), {@code
     * alias} (what the other side calls it, the name if nobody knows), and if its state waits {@code turn} to {@code later}, {@code
     * waiting} to what is to be told, and the others of {@link #later}.
     *
     * @throws ConversationTrouble if it needs a person
     * @throws ConversationUnavailable if the store cannot be read, or not in time
     */
    public void recall(Exchange exchange, String topic, String name) {
        var recent = talk(topic).recent(name);
        if (recent.isPresent()) {
            exchange.setVariable("known", recent.get().memory());
            exchange.setVariable("alias", recent.get().alias());
            return;
        }
        var known = patient.read(exchange, handle -> list(topic).known(handle, name));
        if (known.conversation().isInTrouble()) {
            throw known.conversation().asFailure();
        }
        exchange.setVariable("known", known.conversation().memory());
        exchange.setVariable("alias", known.conversation().alias());
        known.state().ifPresent(state -> {
            exchange.setVariable("waiting", state.message());
            queued(exchange, talk(topic), state, known.before());
        });
    }

    /**
     * What waits of a conversation is tried soon, however often it has failed; if the other side takes nothing, as soon as it does. It is
     * read from the store again, where somebody may have mended it.
     *
     * @return false if nothing of it waits
     */
    public boolean retry(String topic, String name) {
        talk(topic).forget(name);
        var changed = store.writes().run(handle -> handle.execute(
                """
                UPDATE conversations SET next_at = 0 WHERE topic = ? AND name = ?
                  AND EXISTS (SELECT 1 FROM waiting w WHERE w.topic = conversations.topic AND w.name = conversations.name)
                """, topic, name));
        talk(topic).bell().ring();
        return changed > 0;
    }

    /** Has what it holds begin with an exchange of the drain. */
    void begin(Exchange exchange, Topic topic, Taken taken) {
        new Held(topic, taken.conversation(), taken.waiting(), true, -1).begin(exchange);
        exchange.setVariable(topic.of(), taken.conversation().name());
        exchange.setVariable(topic.about(), taken.conversation().subject());
        exchange.setVariable(topic.part(), topic.said(taken.waiting().part()));
    }

    private static void queued(Exchange exchange, Talk talk, Waiting waiting, int before) {
        var expected = talk.budgets().expected(before, waiting.kind());
        exchange.setVariable("turn", "later");
        exchange.setVariable("accepted", 1);
        exchange.setVariable("expected", Instant.ofEpochMilli(expected).truncatedTo(ChronoUnit.SECONDS).toString());
        exchange.setVariable("expected_in", Math.max(1, (expected - System.currentTimeMillis() + 999) / 1000));
        exchange.setVariable("busy", talk.budgets().cause());
        talk.bell().ring();
    }
}
