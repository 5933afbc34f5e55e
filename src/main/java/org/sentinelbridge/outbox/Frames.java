package org.sentinelbridge.outbox;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Several messages in one row of the store: of each the length of its id (4 bytes, big-endian), the id (UTF-8), the length of
 * its body (4 bytes) and the body.
 */
final class Frames {

    private static final int LENGTHS = 8;

    private Frames() {}

    static byte[] join(List<OutboxMessage> messages) {
        var bytes = new ByteArrayOutputStream((int) size(messages));
        try (var out = new DataOutputStream(bytes)) {
            for (var message : messages) {
                var id = message.id().getBytes(StandardCharsets.UTF_8);
                out.writeInt(id.length);
                out.write(id);
                out.writeInt(message.body().length);
                out.write(message.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory can always be written to", e);
        }
        return bytes.toByteArray();
    }

    /** How many bytes messages take in the store, which is how large an outbox counts them. */
    static long size(Collection<OutboxMessage> messages) {
        return messages.stream().mapToLong(Frames::size).sum();
    }

    static int size(OutboxMessage message) {
        return LENGTHS + message.id().getBytes(StandardCharsets.UTF_8).length + message.body().length;
    }

    static List<OutboxMessage> split(byte[] joined) {
        var messages = new ArrayList<OutboxMessage>();
        var at = 0;
        while (at < joined.length) {
            var id = at + Integer.BYTES;
            var idEnd = id + length(joined, at);
            var body = idEnd + Integer.BYTES;
            at = body + length(joined, idEnd);
            messages.add(new OutboxMessage(
                    new String(joined, id, idEnd - id, StandardCharsets.UTF_8), Arrays.copyOfRange(joined, body, at)));
        }
        return messages;
    }

    private static int length(byte[] joined, int at) {
        return joined[at] << 24 | (joined[at + 1] & 0xFF) << 16 | (joined[at + 2] & 0xFF) << 8 | joined[at + 3] & 0xFF;
    }
}
