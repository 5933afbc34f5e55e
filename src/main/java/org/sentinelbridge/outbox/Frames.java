package org.sentinelbridge.outbox;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Several messages in one row of the store: of each the length of its id (4 bytes, big-endian), the id (UTF-8), the length of
 * its body (4 bytes) and the body.
 */
final class Frames {

    private static final int LENGTHS = 8;

    private Frames() {}

    static byte[] join(List<OutboxMessage> messages) {
        var size = messages.stream().mapToInt(message -> LENGTHS + message.id().length() + message.body().length).sum();
        var bytes = new ByteArrayOutputStream(size);
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

    static List<OutboxMessage> split(byte[] joined) {
        var messages = new ArrayList<OutboxMessage>();
        var in = ByteBuffer.wrap(joined);
        while (in.hasRemaining()) {
            messages.add(new OutboxMessage(new String(next(in), StandardCharsets.UTF_8), next(in)));
        }
        return messages;
    }

    private static byte[] next(ByteBuffer in) {
        var bytes = new byte[in.getInt()];
        in.get(bytes);
        return bytes;
    }
}
