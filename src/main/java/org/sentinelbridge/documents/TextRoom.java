package org.sentinelbridge.documents;

/**
 * How much memory the texts may take that are wrapped as JSON strings in a body: together as much as the body, so that one that is
 * wrapped again and again does not take several times as much.
 */
final class TextRoom {

    private static final int LEAST = 8 * 1024 * 1024;

    private int left;

    TextRoom(int body) {
        left = Math.max(LEAST, body);
    }

    int left() {
        return left;
    }

    void take(int size) {
        left -= size;
    }
}
