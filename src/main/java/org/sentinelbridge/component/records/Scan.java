package org.sentinelbridge.component.records;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.sentinelbridge.base.validation.JsonFault;

/** Goes through a text once, without building a tree of it, and notes where each record begins and ends. */
final class Scan {

    static final int MOST_RECORDS = 100_000;
    static final int MOST_DEPTH = 1_000;
    private static final int MOST_PROBLEMS = 100;
    /** Texts in records are passed over; numbers, names and what stands where a record should are put together. */
    private static final int MOST_TEXT = 2_000_000;
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MOST_DEPTH)
                    .maxStringLength(MOST_TEXT)
                    .maxNumberLength(MOST_TEXT)
                    .maxNameLength(MOST_TEXT)
                    .maxTokenCount(-1)
                    .build())
            .build();

    private final byte[] bytes;
    private List<Slice> slices = new ArrayList<>();
    private boolean isValid = true;
    private int problems;

    private Scan(byte[] bytes) {
        this.bytes = bytes;
    }

    static Scan of(byte[] bytes) {
        var scan = new Scan(bytes);
        scan.all();
        return scan;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Whether all of it is JSON. */
    boolean isValid() {
        return isValid;
    }

    List<Slice> slices() {
        return slices;
    }

    private void all() {
        var at = Text.skipSpace(bytes, Text.isByteOrderMark(bytes) ? 3 : 0);
        while (at < bytes.length) {
            at = Text.skipSpace(bytes, one(at));
        }
        if (slices.size() > MOST_RECORDS) {
            isValid = false;
            slices = List.of(new Slice(0, bytes.length, "It holds more than " + MOST_RECORDS + " records"));
        }
    }

    /** @return where to go on */
    private int one(int at) {
        // The parser would take it for UTF-16 or UTF-32, and then knows no offsets.
        if (bytes[at] <= 0 || at + 1 < bytes.length && bytes[at + 1] == 0) {
            isValid = false;
            slices.add(new Slice(at, bytes.length, "At byte " + at + ": not JSON in UTF-8"));
            return bytes.length;
        }
        var before = slices.size();
        try (var parser = JSON.createParser(bytes, at, bytes.length - at)) {
            try {
                parser.nextToken();
                value(parser, at, true);
                return at + (int) parser.currentLocation().getByteOffset();
            } catch (JsonProcessingException e) {
                slices.subList(before, slices.size()).clear();
                return broken(at, e);
            }
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory can always be read", e);
        }
    }

    /** A line that is broken within itself is one broken record; else all the rest is. */
    private int broken(int at, JsonProcessingException why) {
        isValid = false;
        problems++;
        var offset = why.getLocation() == null ? -1 : why.getLocation().getByteOffset();
        var breaks = offset < 0 ? bytes.length : (int) Math.min(bytes.length, at + offset);
        var line = Text.endOfLine(bytes, at);
        var end = breaks <= line && problems < MOST_PROBLEMS && Text.isStartOfLine(bytes, at) && Text.isObjectNext(bytes, line)
                ? line
                : bytes.length;
        slices.add(new Slice(at, end, (offset < 0 ? "From byte " + at : "At byte " + breaks) + ": " + JsonFault.of(why)));
        return end;
    }

    /** @param mayBeEnvelope whether records may be found in an object; what is within an envelope is a record, whatever it has */
    private void value(JsonParser parser, int base, boolean mayBeEnvelope) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT -> object(parser, base, mayBeEnvelope);
            case START_ARRAY -> {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    value(parser, base, mayBeEnvelope);
                }
            }
            default -> {
                var from = base + (int) parser.currentTokenLocation().getByteOffset();
                parser.finishToken();
                found(from, base + (int) parser.currentLocation().getByteOffset(), "It is no JSON object");
            }
        }
    }

    private void object(JsonParser parser, int base, boolean mayBeEnvelope) throws IOException {
        var from = base + (int) parser.currentTokenLocation().getByteOffset();
        var before = slices.size();
        var isEnvelope = false;
        var isRecord = !mayBeEnvelope;
        var hasMore = false;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            var value = parser.nextToken();
            if (value == JsonToken.START_ARRAY && !isRecord && name.equals("records")) {
                isEnvelope = true;
                value(parser, base, false);
            } else {
                hasMore = true;
                isRecord |= name.equals("TimeGenerated") || name.equals("time");
                parser.skipChildren();
            }
        }
        if (!isEnvelope || isRecord || hasMore && slices.size() == before) {
            slices.subList(before, slices.size()).clear();
            found(from, base + (int) parser.currentLocation().getByteOffset(), "");
        }
    }

    private void found(int from, int to, String problem) {
        if (slices.size() <= MOST_RECORDS) {
            slices.add(new Slice(from, to, problem));
        }
    }
}
