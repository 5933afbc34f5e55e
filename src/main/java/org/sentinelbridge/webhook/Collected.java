package org.sentinelbridge.webhook;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;

/** Bytes as they come. Of how many was announced before, none is copied again; a request can be many megabytes. */
final class Collected {

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
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
