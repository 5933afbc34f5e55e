package org.sentinelbridge.component.rows;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.sentinelbridge.component.outbox.OutboxMessage;

/** Rows for a table, each with the message that it was made of. Routes ask it for what they need. */
public final class Rows {

    private static final String ALWAYS_WRITABLE = "memory can always be written to";
    private final List<Row> rows;
    private final String usualStream;

    /** @param usualStream where rows go that name no stream of their own */
    Rows(List<Row> rows, String usualStream) {
        this.rows = List.copyOf(rows);
        this.usualStream = usualStream;
    }

    /** How many rows. */
    public int size() {
        return rows.size();
    }

    /** Where the rows go, which are all for the same stream: such are {@link #parts}. */
    public String stream() {
        return rows.isEmpty() ? usualStream : streamOf(rows.get(0));
    }

    private String streamOf(Row row) {
        return row.stream().isEmpty() ? usualStream : row.stream();
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
     * The same rows, those of each stream in the same order, such that each part is for one stream, and fewer bytes than this as a JSON
     * array, unless it is a single row; a message of which no row could be made is a part by itself, before the rows around it.
     */
    public List<Rows> parts(int bytes) {
        var parts = new ArrayList<Rows>();
        var open = new LinkedHashMap<String, Part>();
        for (var row : rows) {
            if (row.fault().isPresent()) {
                parts.add(new Rows(List.of(row), usualStream));
                continue;
            }
            var part = open.computeIfAbsent(streamOf(row), stream -> new Part());
            if (!part.rows.isEmpty() && part.size + row.json().length + 1 >= bytes) {
                parts.add(new Rows(part.rows, usualStream));
                part.clear();
            }
            part.add(row);
        }
        open.values().forEach(part -> parts.add(new Rows(part.rows, usualStream)));
        return parts;
    }

    /** The same rows in two parts of, as near as may be, the same number. */
    public List<Rows> halves() {
        var half = rows.size() / 2;
        return List.of(new Rows(rows.subList(0, half), usualStream), new Rows(rows.subList(half, rows.size()), usualStream));
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

    /** Rows of one stream that go together. */
    private static final class Part {

        private final List<Row> rows = new ArrayList<>();
        private int size = 2;

        void add(Row row) {
            rows.add(row);
            size += row.json().length + 1;
        }

        void clear() {
            rows.clear();
            size = 2;
        }
    }

    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(ByteArrayOutputStream out) throws IOException {
            super(out, 16 * 1024);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
