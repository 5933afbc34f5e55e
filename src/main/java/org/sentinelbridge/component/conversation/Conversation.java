package org.sentinelbridge.component.conversation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * What is known of a conversation.
 *
 * @param alias what the other side calls it by now
 * @param subject what it is about, empty if nobody has said
 * @param memory what the route remembers
 * @param stateAt when its newest state came, in milliseconds since 1970; 0 if none has
 * @param stateRun the run that brought it
 * @param holder the process that speaks, empty for nobody
 * @param trouble why it needs a person, empty if it does not
 * @param notice 0 none, 1 trouble to be told, 2 trouble told, 3 its end to be told
 * @param waits whether something of it waits to be told
 */
record Conversation(
        String name, String alias, String subject, ObjectNode memory, long stateAt, String stateRun, String holder, long heldUntil,
        int attempts, String trouble, long troubleSince, int notice, boolean waits) {

    static final int TO_BE_TOLD = 1;
    static final int TOLD = 2;
    static final int END_TO_BE_TOLD = 3;

    /** Speaks for nobody yet. */
    static Conversation fresh(String name) {
        return new Conversation(name, name, "", JsonText.empty(), 0, "", "", 0, 0, "", 0, 0, false);
    }

    private Conversation about(String newSubject, long at, String run) {
        return new Conversation(name, alias, newSubject.isEmpty() ? subject : newSubject, memory, at, run, holder, heldUntil, attempts,
                trouble, troubleSince, notice, waits);
    }

    Conversation heldBy(String process, long until) {
        return new Conversation(name, alias, subject, memory, stateAt, stateRun, process, until, attempts, trouble, troubleSince, notice, waits);
    }

    Conversation spokenByNobody() {
        return heldBy("", 0);
    }

    /** After something of it has come. */
    Conversation with(Push push) {
        return push.isState()
                ? about(push.subject(), Math.max(push.receivedAt(), stateAt), push.runId())
                : about(push.subject(), stateAt, stateRun);
    }

    /** It has been told: nothing is the matter any more. */
    Conversation told(String newAlias, ObjectNode newMemory) {
        return new Conversation(name, newAlias, subject, newMemory, stateAt, stateRun, holder, heldUntil, 0, "", 0,
                notice == TOLD || notice == END_TO_BE_TOLD ? END_TO_BE_TOLD : 0, waits);
    }

    Conversation inTroubleAs(Conversation before) {
        return new Conversation(name, alias, subject, memory, stateAt, stateRun, holder, heldUntil, before.attempts, before.trouble,
                before.troubleSince, before.notice, waits);
    }

    Conversation failed() {
        return new Conversation(name, alias, subject, memory, stateAt, stateRun, holder, heldUntil, attempts + 1, trouble, troubleSince, notice, waits);
    }

    Conversation failed(String why, long now) {
        return new Conversation(name, alias, subject, memory, stateAt, stateRun, holder, heldUntil, attempts + 1, why,
                isInTrouble() ? troubleSince : now, notice == TOLD || notice == END_TO_BE_TOLD ? TOLD : TO_BE_TOLD, waits);
    }

    /** Nothing of it waits, and people have nothing to be told. */
    boolean isAtRest() {
        return !waits && !isInTrouble() && notice == 0;
    }

    boolean isInTrouble() {
        return !trouble.isEmpty();
    }

    /** The trouble as a caller reads it. */
    ConversationTrouble asFailure() {
        return new ConversationTrouble(trouble + " It has waited since " + Instant.ofEpochMilli(troubleSince) + ", and nothing is lost.");
    }
}
