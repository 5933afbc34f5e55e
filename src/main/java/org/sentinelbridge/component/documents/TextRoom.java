package org.sentinelbridge.component.documents;

/**
 * How much memory the texts may take that are wrapped as JSON strings in a body: together as much as the body, so that one in which
 * they are wrapped within others again and again does not take several times as much.
 */
final class TextRoom {

    private static final int LEAST = 8 * 1024 * 1024;

    private final int most;
    private int left;

    TextRoom(int body) {
        most = Math.max(LEAST, body);
        left = most;
    }

    int most() {
        return most;
    }

    int left() {
        return left;
    }

    void take(int size) {
        left -= size;
    }
}
