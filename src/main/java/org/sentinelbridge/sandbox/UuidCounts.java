package org.sentinelbridge.sandbox;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * How often each uuid has come. Up to 500,000 are kept, of together 40 MB; a new one beyond that is forgotten at once. A
 * hash table of bytes with open addressing, because half a million strings in a HashMap would fill a small heap.
 */
final class UuidCounts {

    private static final int MOST = 500_000;
    private static final int MOST_BYTES = 40_000_000;
    private static final JsonFactory JSON = new JsonFactory();

    private byte[][] keys = new byte[1024][];
    private int[] counts = new int[1024];
    private int size;
    private int bytes;

    /** Whether the uuid is there for the first time, as far as is remembered. */
    boolean add(String uuid) {
        byte[] key = uuid.getBytes(StandardCharsets.UTF_8);
        int slot = slot(key);
        if (counts[slot] > 0) {
            counts[slot]++;
            return false;
        }
        if (size < MOST && bytes + key.length <= MOST_BYTES) {
            keys[slot] = key;
            counts[slot] = 1;
            size++;
            bytes += key.length;
            if (size > keys.length / 2) {
                grow();
            }
        }
        return true;
    }

    /** {@code {"uuid":1}} */
    byte[] json() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes + 6 * size + 16);
        try (JsonGenerator json = JSON.createGenerator(out, JsonEncoding.UTF8)) {
            json.writeStartObject();
            for (int slot = 0; slot < keys.length; slot++) {
                if (counts[slot] > 0) {
                    json.writeNumberField(new String(keys[slot], StandardCharsets.UTF_8), counts[slot]);
                }
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** The same of some of them, no more than so many. */
    ObjectNode some(int most) {
        ObjectNode some = Json.object();
        for (int slot = 0; slot < keys.length && some.size() < most; slot++) {
            if (counts[slot] > 0) {
                some.put(new String(keys[slot], StandardCharsets.UTF_8), counts[slot]);
            }
        }
        return some;
    }

    private int slot(byte[] key) {
        int hash = Arrays.hashCode(key) * 0x9E3779B9;
        int slot = (hash ^ hash >>> 16) & keys.length - 1;
        while (counts[slot] > 0 && !Arrays.equals(keys[slot], key)) {
            slot = slot + 1 & keys.length - 1;
        }
        return slot;
    }

    private void grow() {
        byte[][] oldKeys = keys;
        int[] oldCounts = counts;
        keys = new byte[2 * oldKeys.length][];
        counts = new int[keys.length];
        for (int old = 0; old < oldKeys.length; old++) {
            if (oldCounts[old] > 0) {
                int slot = slot(oldKeys[old]);
                keys[slot] = oldKeys[old];
                counts[slot] = oldCounts[old];
            }
        }
    }
}
