package org.sentinelbridge.http.webhook;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Bytes as they come, in pieces, none of which is copied before all are there. Of how many was announced rightly, there is one
 * piece, and it is never copied: a request can be many megabytes.
 */
final class Collected {

    private static final byte[] NOTHING = {};
    private static final int LEAST = 4 * 1024;
    private static final int PIECE = 256 * 1024;

    private final List<byte[]> full = new ArrayList<>();
    private byte[] piece;
    private int inPiece;
    private int length;

    Collected(int announced) {
        piece = new byte[announced];
    }

    void add(Buffer chunk) {
        for (var from = 0; from < chunk.length(); ) {
            var size = room(chunk.length() - from);
            chunk.getBytes(from, from + size, piece, inPiece);
            added(size);
            from += size;
        }
    }

    void add(byte[] chunk, int length) {
        for (var from = 0; from < length; ) {
            var size = room(length - from);
            System.arraycopy(chunk, from, piece, inPiece, size);
            added(size);
            from += size;
        }
    }

    int length() {
        return length;
    }

    /** The last four bytes as a number, the lowest first; 0 if there are not so many. */
    int lastInt() {
        var value = 0;
        for (var i = 1; i <= Integer.BYTES && length >= Integer.BYTES; i++) {
            value = value << 8 | byteBeforeEnd(i) & 0xFF;
        }
        return value;
    }

    InputStream stream() {
        var streams = new ArrayList<InputStream>();
        full.forEach(one -> streams.add(new ByteArrayInputStream(one)));
        streams.add(new ByteArrayInputStream(piece, 0, inPiece));
        return new SequenceInputStream(Collections.enumeration(streams));
    }

    /** Takes all out that has come, so that whoever still knows these does not keep a large body in memory. */
    byte[] take() {
        var all = full.isEmpty() && length == piece.length ? piece : together();
        clear();
        return all;
    }

    void clear() {
        full.clear();
        piece = NOTHING;
        inPiece = 0;
        length = 0;
    }

    private byte byteBeforeEnd(int back) {
        var last = full.isEmpty() ? NOTHING : full.get(full.size() - 1);
        return back <= inPiece ? piece[inPiece - back] : last[last.length - (back - inPiece)];
    }

    private byte[] together() {
        var all = new byte[length];
        var at = 0;
        for (var one : full) {
            System.arraycopy(one, 0, all, at, one.length);
            at += one.length;
        }
        System.arraycopy(piece, 0, all, at, inPiece);
        return all;
    }

    /** How many of these bytes the piece takes, which is a new one if it took none. */
    private int room(int wanted) {
        if (inPiece == piece.length) {
            if (inPiece > 0) {
                full.add(piece);
            }
            piece = new byte[Math.min(Math.max(LEAST, Math.max(wanted, length)), PIECE)];
            inPiece = 0;
        }
        return Math.min(wanted, piece.length - inPiece);
    }

    private void added(int size) {
        inPiece += size;
        length += size;
    }
}
