package org.sentinelbridge.component.conversation;

/**
 * What has come.
 *
 * @param waited whether an older state of it waited already
 * @param readAt the changes of what is known without the store, when it was read
 */
record Kept(Conversation conversation, Waiting waiting, boolean waited, Outcome outcome, long readAt) {

    /** What becomes of it. */
    enum Outcome {
        NOW,
        LATER,
        /** It was not kept, as the route does not want it to wait. */
        REFUSED,
        /** Nothing was done, as the conversation has another name, whose turn it takes. */
        OTHER_TURN
    }
}
