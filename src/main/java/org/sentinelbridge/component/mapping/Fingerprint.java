package org.sentinelbridge.component.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The ids that Elasticsearch's ingest processor {@code fingerprint} makes with its defaults: SHA-1 over a zero byte and the value,
 * for each value, in Base64 (28 characters). Its source: {@code org.elasticsearch.ingest.common.FingerprintProcessor}.
 */
public final class Fingerprint {

    private Fingerprint() {}

    /** Of the bytes of a text, of which nothing else is known. */
    public static String of(byte[] bytes) {
        return of(bytes, List.of());
    }

    /** Of the bytes of a text, and what tells it from others that are the same. */
    public static String of(byte[] bytes, List<String> more) {
        var hash = sha1();
        hash.update(bytes);
        more.forEach(text -> update(hash, text.getBytes(StandardCharsets.UTF_8)));
        return Base64.getEncoder().encodeToString(hash.digest());
    }

    /**
     * Of values, in their order; what is null counts as missing.
     *
     * @return empty if all are missing, or these are no values at all
     */
    static Optional<String> of(JsonNode values) {
        var hash = sha1();
        var isEmpty = true;
        for (var value : values) {
            if (!value.isNull()) {
                add(hash, value);
                isEmpty = false;
            }
        }
        return isEmpty ? Optional.empty() : Optional.of(Base64.getEncoder().encodeToString(hash.digest()));
    }

    private static void add(MessageDigest hash, JsonNode value) {
        if (value.isArray()) {
            value.forEach(element -> add(hash, element));
        } else if (value.isObject()) {
            value.properties().stream().sorted(Map.Entry.comparingByKey()).forEach(member -> {
                update(hash, member.getKey().getBytes(StandardCharsets.UTF_8));
                add(hash, member.getValue());
            });
        } else {
            update(hash, bytes(value));
        }
    }

    private static void update(MessageDigest hash, byte[] bytes) {
        hash.update((byte) 0);
        hash.update(bytes);
    }

    private static byte[] bytes(JsonNode value) {
        if (value.isNumber()) {
            return number(value);
        }
        if (value.isBoolean()) {
            return new byte[] {(byte) (value.booleanValue() ? 1 : 2)};
        }
        return value.isNull() ? new byte[] {0} : value.asText().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] number(JsonNode value) {
        if (value.isInt()) {
            return ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(value.intValue()).array();
        }
        if (value.isLong()) {
            return ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value.longValue()).array();
        }
        if (value.isDouble()) {
            return ByteBuffer.allocate(Double.BYTES).order(ByteOrder.LITTLE_ENDIAN).putDouble(value.doubleValue()).array();
        }
        return value.asText().getBytes(StandardCharsets.UTF_8);
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-1", e);
        }
    }
}
