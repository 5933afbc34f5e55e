package org.sentinelbridge.operate.manage;

/** A call that cannot be answered as wanted. The message says what is wrong and what to do. */
final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    /** @param status of the HTTP answer */
    Problem(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }
}
