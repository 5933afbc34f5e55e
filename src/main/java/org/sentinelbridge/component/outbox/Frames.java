package org.sentinelbridge.component.outbox;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
        var bytes = ByteBuffer.allocate(Math.toIntExact(size(messages)));
        for (var message : messages) {
            var id = message.id().getBytes(StandardCharsets.UTF_8);
            bytes.putInt(id.length).put(id).putInt(message.length()).put(message.bytes(), message.from(), message.length());
        }
        return bytes.array();
    }

    /** How many bytes messages take in the store, which is how large an outbox counts them. */
    /** Messages in their order, in portions of no more than so many bytes, unless one has more. */
    static List<List<OutboxMessage>> portions(List<OutboxMessage> messages, long bytes) {
        var portions = new ArrayList<List<OutboxMessage>>();
        var from = 0;
        var size = 0L;
        for (var i = 0; i < messages.size(); i++) {
            var length = size(messages.get(i));
            if (i > from && size + length > bytes) {
                portions.add(messages.subList(from, i));
                from = i;
                size = 0;
            }
            size += length;
        }
        if (from < messages.size()) {
            portions.add(messages.subList(from, messages.size()));
        }
        return portions;
    }

    static long size(Collection<OutboxMessage> messages) {
        return messages.stream().mapToLong(Frames::size).sum();
    }

    static int size(OutboxMessage message) {
        return LENGTHS + utf8Length(message.id()) + message.length();
    }

    /** Without making the bytes, as it is asked for often. */
    private static int utf8Length(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return text.getBytes(StandardCharsets.UTF_8).length;
            }
        }
        return text.length();
    }

    /** The messages are parts of what was joined, not copies. */
    static List<OutboxMessage> split(byte[] joined) {
        var messages = new ArrayList<OutboxMessage>();
        var bytes = ByteBuffer.wrap(joined);
        while (bytes.hasRemaining()) {
            var id = new byte[bytes.getInt()];
            bytes.get(id);
            var length = bytes.getInt();
            messages.add(new OutboxMessage(new String(id, StandardCharsets.UTF_8), joined, bytes.position(), length));
            bytes.position(bytes.position() + length);
        }
        return messages;
    }
}
