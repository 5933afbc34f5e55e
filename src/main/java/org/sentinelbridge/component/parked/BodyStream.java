package org.sentinelbridge.component.parked;

import java.io.IOException;
import java.io.InputStream;
import org.jdbi.v3.core.Jdbi;

/** A parked body out of the store, piece by piece: many may be read at once, each larger than all memory that is left. */
final class BodyStream extends InputStream {

    private static final int PIECE = 1024 * 1024;

    private final Jdbi jdbi;
    private final ParkedLine line;
    private byte[] piece = new byte[0];
    private int at;
    private long done;

    BodyStream(Jdbi jdbi, ParkedLine line) {
        this.jdbi = jdbi;
        this.line = line;
    }

    @Override
    public int read() throws IOException {
        return isAtEnd() ? -1 : piece[at++] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (isAtEnd()) {
            return -1;
        }
        var size = Math.min(length, piece.length - at);
        System.arraycopy(piece, at, into, offset, size);
        at += size;
        return size;
    }

    private boolean isAtEnd() throws IOException {
        if (at == piece.length && done < line.bytes()) {
            piece = next();
            at = 0;
            done += piece.length;
        }
        return at == piece.length;
    }

    private byte[] next() throws IOException {
        var next = jdbi.withHandle(handle -> handle
                .createQuery("SELECT SUBSTR(received, CAST(:from AS INTEGER), CAST(:most AS INTEGER)) FROM parked WHERE id = :id"
                        + " AND parked_at = :at")
                .bind("from", done + 1)
                .bind("most", PIECE)
                .bind("id", line.message().id())
                .bind("at", line.message().parkedAt().toEpochMilli())
                .mapTo(byte[].class)
                .findOne());
        return next.filter(bytes -> bytes.length > 0)
                .orElseThrow(() -> new IOException("The parked message " + line.message().id() + " is gone, or a newer one is in its place"));
    }
}
