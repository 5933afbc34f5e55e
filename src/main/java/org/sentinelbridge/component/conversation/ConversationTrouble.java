package org.sentinelbridge.component.conversation;

/** What was accepted earlier waits because something needs a person. The message says what, and since when. */
public final class ConversationTrouble extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ConversationTrouble(String message) {
        super(message);
    }
}
