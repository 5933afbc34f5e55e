package org.sentinelbridge.base.runs;

/** So many at once, and one more each time span after that. For one thread. */
public final class Allowance {

    private final int burst;
    private final double millisEach;
    private double left;
    private long at;

    /**
     * @param burst how many at once
     * @param millisEach after this there is one more
     * @param now some clock's time in milliseconds that only goes forward
     */
    public Allowance(int burst, long millisEach, long now) {
        this.burst = burst;
        this.millisEach = millisEach;
        this.left = burst;
        this.at = now;
    }

    /** False if there is none left. */
    public boolean take(long now) {
        left = Math.min(burst, left + (now - at) / millisEach);
        at = now;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
