package org.sentinelbridge.component.documents;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * A JSON string (RFC 8259, section 7) as the bytes that it stands for. A parser would make characters of it first, which take four
 * times as much memory; and what alerts are wrapped in can be megabytes.
 */
final class JsonText {

    private static final int NONE = -1;
    private static final int UNIT_DIGITS = 4;
    private static final int UNIT_LENGTH = 2 + UNIT_DIGITS;
    private static final String ESCAPES = "\"\\/bfnrt";
    private static final String MEANINGS = "\"\\/\b\f\n\r\t";

    private JsonText() {}

    /**
     * Where a string ends.
     *
     * @param start of the string: its quotation mark
     * @param most how many bytes of it are looked at
     * @return the place after the second quotation mark; empty if that is not to be found
     */
    static OptionalInt end(byte[] bytes, int start, int most) {
        var limit = (int) Math.min(bytes.length, start + 1L + most);
        for (var at = start + 1; at < limit; at++) {
            if (bytes[at] == '"') {
                return OptionalInt.of(at + 1);
            }
            if (bytes[at] == '\\') {
                at++;
            }
        }
        return OptionalInt.empty();
    }

    /**
     * The first escape in a string that is none.
     *
     * @param end as {@link #end} tells it
     */
    static OptionalInt wrongEscape(byte[] bytes, int start, int end) {
        for (var at = start + 1; at < end - 1; at++) {
            if (bytes[at] == '\\') {
                if (escaped(bytes, at, end) == NONE) {
                    return OptionalInt.of(at);
                }
                at++;
            }
        }
        return OptionalInt.empty();
    }

    /**
     * What a string stands for, in UTF-8.
     *
     * @param end as {@link #end} tells it; there is no {@link #wrongEscape} before it
     */
    static byte[] unescaped(byte[] bytes, int start, int end) {
        var text = ByteBuffer.allocate(unescapedLength(bytes, start, end));
        unescape(bytes, start, end, text);
        return text.array();
    }

    /** @return how many bytes it is */
    private static int unescape(byte[] bytes, int start, int end, ByteBuffer text) {
        for (var at = start + 1; at < end - 1; ) {
            if (bytes[at] == '\\') {
                var point = escaped(bytes, at, end);
                var length = escapeLength(bytes, at, point); // before it may be written over
                text.put(utf8(point));
                at += length;
            } else {
                text.put(bytes[at++]);
            }
        }
        return text.position();
    }

    /**
     * Makes a text that is nothing but a JSON string into what that stands for, in the same memory, and spaces after it: an escape is never
     * shorter than what it stands for.
     *
     * @return false, and nothing has changed, if it is anything else, or broken
     */
    static boolean unwrap(byte[] bytes) {
        var start = Bytes.next(bytes, 0);
        if (start == bytes.length || bytes[start] != '"') {
            return false;
        }
        var end = end(bytes, start, bytes.length).orElse(start);
        if (end == start || Bytes.next(bytes, end) < bytes.length || wrongEscape(bytes, start, end).isPresent()) {
            return false;
        }
        var length = unescape(bytes, start, end, ByteBuffer.wrap(bytes));
        Arrays.fill(bytes, length, bytes.length, (byte) ' ');
        return true;
    }

    /** Known before, so that the text is in memory only once. */
    private static int unescapedLength(byte[] bytes, int start, int end) {
        var length = 0;
        for (var at = start + 1; at < end - 1; ) {
            if (bytes[at] == '\\') {
                var point = escaped(bytes, at, end);
                length += point < 0x80 ? 1 : utf8(point).length;
                at += escapeLength(bytes, at, point);
            } else {
                length++;
                at++;
            }
        }
        return length;
    }

    /** The character that an escape stands for: half of one if the other half does not follow. */
    private static int escaped(byte[] bytes, int at, int end) {
        if (bytes[at + 1] != 'u') {
            var which = ESCAPES.indexOf(bytes[at + 1]);
            return which < 0 ? NONE : MEANINGS.charAt(which);
        }
        var first = unit(bytes, at, end);
        if (first == NONE || !Character.isHighSurrogate((char) first)) {
            return first;
        }
        var second = unit(bytes, at + UNIT_LENGTH, end);
        return second != NONE && Character.isLowSurrogate((char) second)
                ? Character.toCodePoint((char) first, (char) second)
                : first;
    }

    private static int escapeLength(byte[] bytes, int at, int point) {
        if (bytes[at + 1] != 'u') {
            return 2;
        }
        return Character.isSupplementaryCodePoint(point) ? 2 * UNIT_LENGTH : UNIT_LENGTH;
    }

    /** The UTF-16 unit of the escape that stands here, if one does. */
    private static int unit(byte[] bytes, int at, int end) {
        if (at + UNIT_LENGTH >= end || bytes[at] != '\\' || bytes[at + 1] != 'u') {
            return NONE;
        }
        var unit = 0;
        for (var i = at + 2; i < at + UNIT_LENGTH; i++) {
            var digit = Character.digit(bytes[i] & 0xFF, 16);
            if (digit < 0) {
                return NONE;
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }

    /** Of half a character, a question mark. */
    private static byte[] utf8(int point) {
        return Character.toString(point).getBytes(StandardCharsets.UTF_8);
    }
}
