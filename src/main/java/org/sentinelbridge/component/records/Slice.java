package org.sentinelbridge.component.records;

import java.util.Arrays;

/**
 * A part of a message.
 *
 * @param from its first byte
 * @param to the byte after its last
 * @param problem why it is no record; empty if it is one
 */
record Slice(int from, int to, String problem) {

    int length() {
        return to - from;
    }

    byte[] bytes(byte[] all) {
        return from == 0 && to == all.length ? all : Arrays.copyOfRange(all, from, to);
    }
}
