package org.sentinelbridge.component.outbox;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** 128 bits of the SHA-256 of a message's id: two ids with the same bits will never be met. */
record IdHash(long high, long low) {

    static final int BYTES = 16;

    private static final ThreadLocal<MessageDigest> SHA256 = ThreadLocal.withInitial(() -> {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    });

    static IdHash of(String id) {
        return read(ByteBuffer.wrap(SHA256.get().digest(id.getBytes(StandardCharsets.UTF_8))));
    }

    static IdHash read(ByteBuffer in) {
        return new IdHash(in.getLong(), in.getLong());
    }

    void write(ByteBuffer out) {
        out.putLong(high).putLong(low);
    }
}
