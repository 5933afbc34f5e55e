package org.sentinelbridge.azure;

/** Azure answered that all is well, with more than may be taken into memory: a text, a nesting or a number of values beyond the limits. */
public final class ExcessiveAnswerException extends UnreadableAnswerException {

    private static final long serialVersionUID = 1;

    /** @param limit which limit it exceeds, in a sentence */
    ExcessiveAnswerException(String limit) {
        super("Azure's answer is too much to be read: " + limit);
    }
}
