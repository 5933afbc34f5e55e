package org.sentinelbridge.documents;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/** Looks at the bytes of a text that should be JSON in UTF-8. */
final class Bytes {

    private static final int CHUNK = 8_192;

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

    /** The first byte that is not UTF-8, if there is one. */
    static OptionalInt invalid(byte[] bytes) {
        var in = ByteBuffer.wrap(bytes);
        var out = CharBuffer.allocate(Math.min(bytes.length + 1, CHUNK));
        var decoder = StandardCharsets.UTF_8.newDecoder();
        for (var result = decoder.decode(in, out, true); !result.isUnderflow(); result = decoder.decode(in, out, true)) {
            if (result.isError()) {
                return OptionalInt.of(in.position());
            }
            out.clear();
        }
        return OptionalInt.empty();
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
