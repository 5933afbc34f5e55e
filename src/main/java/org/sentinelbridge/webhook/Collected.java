package org.sentinelbridge.webhook;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;

/** Bytes as they come. Of how many was announced before, none is copied again; a request can be many megabytes. */
final class Collected {

    /** Of what was not announced. Twice as much as has come would be too much of a large body. */
    private static final int MOST_AHEAD = 4 * 1024 * 1024;

    private byte[] bytes;
    private int length;

    Collected(int announced) {
        bytes = new byte[announced];
    }

    void add(Buffer chunk) {
        makeRoom(chunk.length());
        chunk.getBytes(bytes, length);
        length += chunk.length();
    }

    void add(byte[] chunk, int size) {
        makeRoom(size);
        System.arraycopy(chunk, 0, bytes, length, size);
        length += size;
    }

    int length() {
        return length;
    }

    InputStream stream() {
        return new ByteArrayInputStream(bytes, 0, length);
    }

    /** All that has come; nothing may be added after this. */
    byte[] bytes() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    private void makeRoom(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, length + Math.max(more, Math.min(length, MOST_AHEAD)));
        }
    }
}
