package org.sentinelbridge.sandbox;

/**
 * How an answer reaches the client.
 *
 * @param delayMillis how much later
 * @param dripMillis the pause between the bytes of the body; 0 for all at once
 * @param cut whether the connection is closed instead
 */
record Delivery(long delayMillis, long dripMillis, boolean cut) {

    static final Delivery AT_ONCE = new Delivery(0, 0, false);

    Delivery laterBy(long millis) {
        return millis == 0 ? this : new Delivery(delayMillis + millis, dripMillis, cut);
    }
}
