package org.sentinelbridge.component.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.UnitOfWorkHelper;
import org.sentinelbridge.base.retry.Deadline;
import org.sentinelbridge.base.retry.Turns;
import org.sentinelbridge.base.store.Database;
import org.sentinelbridge.base.store.Store;

/** One process that has conversations. */
final class Talking implements AutoCloseable {

    static final String TOPIC = "cases";
    private static final Duration SHORT = Duration.ofMillis(200);

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final Topic topic;
    final Store store;
    final Conversations conversations;
    final Talk talk;
    final Drain drain;

    Talking(String url) {
        this(url, false);
    }

    Talking(String url, boolean refuses) {
        store = Database.open(url);
        topic = new Topic(TOPIC, "incident_id", "case_id", "case", "part", "case", "action", refuses);
        conversations = new Conversations(store, new Turns());
        talk = conversations.talk(TOPIC);
        drain = conversations.drain(TOPIC);
        store.writes().run(handle -> handle.execute("SELECT 1")); // connecting is not what a push has its time for
    }

    /** A push that waits for its turn no longer than a moment. */
    Exchange push(String name, String part, Map<String, ?> message) throws InterruptedException {
        return push(exchange(name, part, message));
    }

    Exchange push(Exchange exchange) throws InterruptedException {
        try {
            conversations.keep(exchange, topic);
        } catch (RuntimeException e) {
            done(exchange);
            throw e;
        }
        if (turn(exchange).equals("later")) {
            done(exchange);
        }
        return exchange;
    }

    Exchange exchange(String name, String part, Map<String, ?> message) {
        var exchange = new DefaultExchange(camel);
        Deadline.set(exchange, SHORT);
        exchange.setVariable("run_id", "RUN-" + exchange.getExchangeId());
        exchange.setVariable("incident_id", name);
        exchange.setVariable("case_id", "case of " + name);
        exchange.setVariable("part", part);
        exchange.setVariable("case", message);
        return exchange;
    }

    /** It was told; this is what the route remembers. */
    void told(Exchange exchange, String memory) throws IOException {
        exchange.setVariable("memory", JsonText.read(memory));
        exchange.setVariable("wrote", true);
        conversations.settle(exchange);
        done(exchange);
    }

    /** It was as it should be already. */
    void toldNothing(Exchange exchange) {
        conversations.settle(exchange);
        done(exchange);
    }

    void later(Exchange exchange, Exception cause) {
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, cause);
        conversations.later(exchange);
        done(exchange);
    }

    /** Its route has ended without a word of what has become of it. */
    void abandon(Exchange exchange) {
        done(exchange);
    }

    void giveUp(Exchange exchange, String trouble) {
        conversations.giveUp(exchange, trouble);
        done(exchange);
    }

    /** The exchange of what waits and may be told next. */
    Next next() {
        return takeNext().orElseThrow(() -> new AssertionError("nothing may be told"));
    }

    Optional<Next> takeNext() {
        drain.look();
        return drain.next().map(next -> {
            var exchange = new DefaultExchange(camel);
            conversations.begin(exchange, topic, next.taken());
            return new Next(next, exchange);
        });
    }

    record Next(Drain.Next next, Exchange exchange) {

        String name() {
            return next.taken().conversation().name();
        }

        JsonNode message() {
            return next.taken().waiting().message();
        }

        String part() {
            return exchange.getVariable("part", String.class);
        }
    }

    void told(Next next, String memory) throws IOException {
        told(next.exchange(), memory);
        next.next().turn().close();
    }

    void failed(Next next, String trouble) {
        drain.again(next.next().taken().conversation().failed(trouble, System.currentTimeMillis()));
        next.next().turn().close();
    }

    boolean isAnythingNext() {
        drain.look();
        var next = drain.next();
        next.ifPresent(one -> one.turn().close());
        return next.isPresent();
    }

    Exchange recall(String name) {
        var exchange = new DefaultExchange(camel);
        Deadline.set(exchange, Duration.ofSeconds(5));
        conversations.recall(exchange, TOPIC, name);
        return exchange;
    }

    List<ConversationList.Line> waiting() {
        return conversations.list(TOPIC).waiting(100);
    }

    int sql(String statement) {
        return store.writes().run(handle -> handle.execute(statement));
    }

    /** The other side takes nothing: all that comes waits. */
    void down() {
        talk.budgets().paused(Waiting.STATES, Optional.of(Duration.ofSeconds(30)), false, "down");
    }

    /** What it wanted to be left alone for is over. */
    void up() {
        sql("UPDATE budget_slices SET slice = slice - 5000"); // they are a second long
        sql("UPDATE budgets SET paused_until = " + System.currentTimeMillis() + " WHERE kind = ''");
        talk.budgets().refresh();
    }

    /** The other side has throttled writes of a kind, and more than it took then have been made since. */
    void full(String kind) {
        takes80(kind);
        spend(kind, 160);
    }

    /** The other side has throttled after 80 writes of a kind, and takes some again. */
    void takes80(String kind) {
        spend(kind, 80);
        talk.budgets().paused(kind, Optional.of(Duration.ofSeconds(60)), true, "too many");
        up();
    }

    void spend(String kind, int times) {
        for (var i = 0; i < times; i++) {
            talk.budgets().spend(kind);
        }
    }

    static String turn(Exchange exchange) {
        return exchange.getVariable("turn", "", String.class);
    }

    private static void done(Exchange exchange) {
        UnitOfWorkHelper.doneSynchronizations(exchange, exchange.getExchangeExtension().handoverCompletions());
    }

    @Override
    public void close() throws IOException {
        camel.close();
        store.close();
    }
}
