package org.sentinelbridge.component.rows;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.sentinelbridge.component.outbox.OutboxMessage;

/** Rows for a table, each with the message that it was made of. Routes ask it for what they need. */
public final class Rows {

    private static final String ALWAYS_WRITABLE = "memory can always be written to";
    private final List<Row> rows;

    Rows(List<Row> rows) {
        this.rows = List.copyOf(rows);
    }

    /** How many rows. */
    public int size() {
        return rows.size();
    }

    /** The messages that the rows were made of. */
    public List<OutboxMessage> messages() {
        return rows.stream().map(Row::message).toList();
    }

    /** Why there is no row of the only message; empty if there is one. */
    public String fault() {
        return rows.size() == 1 ? rows.get(0).fault().orElse("") : "";
    }

    /** The only message, as it was received. */
    public byte[] received() {
        if (rows.size() != 1) {
            throw new IllegalStateException("There are " + rows.size() + " messages, not one");
        }
        return rows.get(0).message().body();
    }

    /**
     * The same rows, in the same order, such that each part is fewer bytes than this as a JSON array, unless it is a single row; a
     * message of which no row could be made is a part by itself, before the rows around it.
     */
    public List<Rows> parts(int bytes) {
        var parts = new ArrayList<Rows>();
        var part = new ArrayList<Row>();
        var size = 2;
        for (var row : rows) {
            if (row.fault().isPresent()) {
                parts.add(new Rows(List.of(row)));
                continue;
            }
            if (!part.isEmpty() && size + row.json().length + 1 >= bytes) {
                parts.add(new Rows(part));
                part.clear();
                size = 2;
            }
            part.add(row);
            size += row.json().length + 1;
        }
        if (!part.isEmpty()) {
            parts.add(new Rows(part));
        }
        return parts;
    }

    /** The same rows in two parts of, as near as may be, the same number. */
    public List<Rows> halves() {
        var half = rows.size() / 2;
        return List.of(new Rows(rows.subList(0, half)), new Rows(rows.subList(half, rows.size())));
    }

    /** The rows as a JSON array. */
    public byte[] json() {
        var bytes = new ByteArrayOutputStream(rows.stream().mapToInt(row -> row.json().length + 1).sum() + 1);
        try {
            write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(ALWAYS_WRITABLE, e);
        }
        return bytes.toByteArray();
    }

    /** The rows as a JSON array, compressed; fast rather than small, as it is done for every alert. */
    public byte[] gzip() {
        var bytes = new ByteArrayOutputStream(128 * 1024);
        try (var gzip = new BufferedOutputStream(new FastGzip(bytes), 32 * 1024)) {
            write(gzip);
        } catch (IOException e) {
            throw new UncheckedIOException(ALWAYS_WRITABLE, e);
        }
        return bytes.toByteArray();
    }

    private void write(OutputStream bytes) throws IOException {
        var separator = '[';
        for (var row : rows) {
            bytes.write(separator);
            bytes.write(row.json());
            separator = ',';
        }
        if (rows.isEmpty()) {
            bytes.write('[');
        }
        bytes.write(']');
    }

    @Override
    public String toString() {
        return rows.size() + " rows";
    }

    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(ByteArrayOutputStream out) throws IOException {
            super(out, 16 * 1024);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
