package org.sentinelbridge.component.documents;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.OptionalInt;

/** Looks at the bytes of a text that should be JSON in UTF-8. */
final class Bytes {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long NOT_ASCII = 0x8080808080808080L;

    private Bytes() {}

    /** The next byte that is neither white space, nor a comma, nor the record separator of RFC 7464, nor a byte order mark. */
    static int next(byte[] bytes, int from) {
        var at = from;
        while (at < bytes.length) {
            if (isSpace(bytes[at]) || bytes[at] == ',' || bytes[at] == 0x1E) {
                at++;
            } else if (isByteOrderMark(bytes, at)) {
                at += 3;
            } else {
                break;
            }
        }
        return at;
    }

    /** Where an object begins, if after this there is a comma and then an object. */
    static OptionalInt objectAfterComma(byte[] bytes, int from) {
        var comma = skipSpace(bytes, from);
        if (comma == bytes.length || bytes[comma] != ',') {
            return OptionalInt.empty();
        }
        var object = skipSpace(bytes, comma + 1);
        return object < bytes.length && bytes[object] == '{' ? OptionalInt.of(object) : OptionalInt.empty();
    }

    /** The first byte that is not UTF-8, if there is one. A decoder would take several times as long. */
    static OptionalInt invalid(byte[] bytes) {
        for (var at = 0; at < bytes.length; ) {
            if (at + Long.BYTES <= bytes.length && ((long) LONGS.get(bytes, at) & NOT_ASCII) == 0) {
                at += Long.BYTES;
            } else {
                var length = length(bytes, at);
                if (length == 0) {
                    return OptionalInt.of(at);
                }
                at += length;
            }
        }
        return OptionalInt.empty();
    }

    /** How many bytes the character has that begins here; 0 if none does (RFC 3629, section 4). */
    private static int length(byte[] bytes, int at) {
        var lead = bytes[at] & 0xFF;
        var length = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
        if (at + length > bytes.length) {
            return 0;
        }
        for (var i = 1; i < length; i++) {
            if ((bytes[at + i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        var second = length < 2 ? 0 : bytes[at + 1] & 0xFF;
        var isWrong = switch (lead) {
            case 0xE0 -> second < 0xA0;
            case 0xED -> second >= 0xA0;
            case 0xF0 -> second < 0x90;
            case 0xF4 -> second >= 0x90;
            default -> false;
        };
        return isWrong ? 0 : length;
    }

    private static int skipSpace(byte[] bytes, int from) {
        var at = from;
        while (at < bytes.length && isSpace(bytes[at])) {
            at++;
        }
        return at;
    }

    private static boolean isSpace(byte one) {
        return one == ' ' || one == '\n' || one == '\r' || one == '\t';
    }

    private static boolean isByteOrderMark(byte[] bytes, int at) {
        return at + 2 < bytes.length && bytes[at] == (byte) 0xEF && bytes[at + 1] == (byte) 0xBB && bytes[at + 2] == (byte) 0xBF;
    }
}
