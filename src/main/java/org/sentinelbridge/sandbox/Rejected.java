package org.sentinelbridge.sandbox;

/** Ends the handling of a request with an error answer. */
final class Rejected extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Answer answer;

    Rejected(Answer answer) {
        super("answered with status " + answer.status(), null, false, false);
        this.answer = answer;
    }

    Answer answer() {
        return answer;
    }
}
