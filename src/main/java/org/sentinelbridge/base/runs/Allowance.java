package org.sentinelbridge.base.runs;

/** So many at once, and one more each time span after that. For one thread. */
final class Allowance {

    private final int burst;
    private final double millisEach;
    private double left;
    private long at;

    /** @param now some clock's time in milliseconds that only goes forward */
    Allowance(int burst, long millisEach, long now) {
        this.burst = burst;
        this.millisEach = millisEach;
        this.left = burst;
        this.at = now;
    }

    /** False if there is none left. */
    boolean take(long now) {
        left = Math.min(burst, left + (now - at) / millisEach);
        at = now;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
