package org.sentinelbridge.component.conversation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Exchange;
import org.sentinelbridge.base.runs.Passage;
import org.sentinelbridge.base.validation.MismatchException;

/**
 * What an exchange has to tell.
 *
 * @param part empty for the state
 * @param receivedAt when it came, which is long ago if it is replayed, in milliseconds since 1970
 * @param isReplayed whether it was parked meanwhile
 */
record Push(Topic topic, String name, String subject, String part, int urgency, ObjectNode message, String runId, long receivedAt, boolean isReplayed) {

    /** What its columns in the store take. */
    private static final int MOST = 256;

    static Push of(Exchange exchange, Topic topic) {
        var name = text(exchange, topic.of());
        if (name.isEmpty()) {
            throw new IllegalArgumentException("The variable " + topic.of() + ", which names the conversation, is not set");
        }
        return new Push(topic, name, text(exchange, topic.about()), topic.stored(text(exchange, topic.part())),
                exchange.getVariable("urgency", 1, int.class), JsonText.of(exchange.getVariable(topic.message())), Passage.runId(exchange),
                exchange.getVariable("received_at", exchange.getClock().getCreated(), long.class),
                exchange.getVariable("received_at") != null);
    }

    private static String text(Exchange exchange, String variable) {
        var text = exchange.getVariable(variable, "", String.class).replace("\0", "");
        if (text.length() > MOST) {
            throw new IllegalArgumentException("The variable " + variable + " is longer than " + MOST + " characters");
        }
        return text;
    }

    String kind() {
        return isState() ? Waiting.STATES : Waiting.PARTS;
    }

    boolean isState() {
        return part.isEmpty();
    }

    /** Whether it comes again, and a newer state has come since. */
    boolean isOvertaken(Conversation by) {
        return isState() && isReplayed && receivedAt < by.stateAt();
    }

    /** @throws MismatchException if it is about something else than what is known by its name */
    void checkSubject(Conversation known) {
        if (isState() && !subject.isEmpty() && !known.subject().isEmpty() && !subject.equals(known.subject())) {
            throw new MismatchException(known.subject());
        }
    }

    /** What the other side has changed since a replayed state came is newer than that. */
    Waiting asWaiting(long now) {
        return new Waiting(0, 0, part, urgency, message, JsonText.empty(), runId, isState() && isReplayed ? receivedAt : now);
    }
}
