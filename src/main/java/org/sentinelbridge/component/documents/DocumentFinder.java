package org.sentinelbridge.component.documents;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.sentinelbridge.component.outbox.OutboxMessage;

/** Walks through a body once, and takes the documents out of their wrappings and envelopes. */
final class DocumentFinder {

    static final int MOST_WRAPPINGS = 3;
    /** One that nobody could deliver, so that it need not be in memory again and again to find that out. */
    private static final int MOST_DOCUMENT = 8 * 1024 * 1024;

    private final List<String> under;
    private final IdPaths ids;
    private final boolean searches;

    /**
     * @param under members that hold documents
     * @param searches whether what has no id is searched for documents later
     */
    DocumentFinder(List<String> under, IdPaths ids, boolean searches) {
        this.under = under;
        this.ids = ids;
        this.searches = searches;
    }

    /** Adds what is in these bytes, which are wrapped so many times. */
    void find(byte[] bytes, int wrappings, TextRoom room, Found found) {
        for (var at = Bytes.next(bytes, 0); at < bytes.length; at = Bytes.next(bytes, at)) {
            at = readOne(bytes, at, wrappings, room, true, found);
        }
    }

    /**
     * Reads the value that begins here.
     *
     * @param isOutermost whether nothing but JSON strings is around it
     * @return where it ends
     */
    private int readOne(byte[] bytes, int at, int wrappings, TextRoom room, boolean isOutermost, Found found) {
        if (bytes[at] <= 0 || at + 1 < bytes.length && bytes[at + 1] == 0) {
            throw Cursor.unreadable(bytes, wrappings, at, "not JSON in UTF-8");
        }
        try (var cursor = new Cursor(bytes, at, wrappings, room)) {
            try {
                cursor.parser().nextToken();
                readValue(cursor, isOutermost, found);
                return cursor.offset();
            } catch (IOException e) {
                throw cursor.unreadable(e);
            }
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory can always be read", e);
        }
    }

    private void readValue(Cursor cursor, boolean isOutermost, Found found) throws IOException {
        var parser = cursor.parser();
        switch (parser.currentToken()) {
            case START_OBJECT -> readObject(cursor, isOutermost, Optional.empty(), found);
            case START_ARRAY -> {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    readValue(cursor, false, found);
                }
            }
            case VALUE_STRING -> readText(cursor, found);
            default -> {
                var at = cursor.tokenStart();
                var text = parser.getText();
                found.fault(() -> cursor.unreadable(at, text + " is no JSON object"));
            }
        }
    }

    private void readText(Cursor cursor, Found found) {
        if (cursor.wrappings() == MOST_WRAPPINGS) {
            found.fault(() -> new UnreadableException(
                    "The body is wrapped as a JSON string more than " + MOST_WRAPPINGS + " times"));
            return;
        }
        try {
            var text = cursor.text();
            var wrappings = cursor.wrappings() + 1;
            while (wrappings < MOST_WRAPPINGS && JsonText.unwrap(text)) { // so that each wrapping takes no more memory
                wrappings++;
            }
            find(text, wrappings, cursor.room(), found);
        } catch (UnreadableException e) {
            found.fault(() -> e);
        }
    }

    /** @param summary if it may be Kibana's summary of a rule's alerts, where their states are collected */
    private void readObject(Cursor cursor, boolean isOutermost, Optional<Summary> summary, Found found) throws IOException {
        var object = new Candidate(cursor.tokenStart(), ids, summary, searches);
        while (cursor.parser().nextToken() != JsonToken.END_OBJECT) {
            var member = cursor.parser().currentName();
            var value = cursor.parser().nextToken();
            if (under.contains(member) && holdsDocuments(cursor)) {
                readHeld(cursor, isOutermost, object);
            } else if (value == JsonToken.START_OBJECT && object.mayHaveState(member)) {
                readState(cursor, object.state(member));
            } else {
                object.member(member, cursor);
            }
        }
        var contents = object.contents();
        if (contents.isPresent()) {
            found.addAll(contents.get());
        } else if (!object.isEmpty()) {
            found.add(document(cursor, object.start(), object.id()));
        }
    }

    /** The value of a member by which an object may be an envelope. */
    private void readHeld(Cursor cursor, boolean isOutermost, Candidate object) throws IOException {
        var value = cursor.parser().currentToken();
        var held = object.held(value == JsonToken.START_ARRAY);
        if (value == JsonToken.START_OBJECT) {
            readObject(cursor, false, Optional.of(new Summary()), held);
            if (isOutermost && readMore(cursor, held)) {
                object.lacksBrackets();
            }
        } else if (value != JsonToken.VALUE_NULL) {
            readValue(cursor, false, held);
        }
    }

    /** {@code {"count": 1, "data": [alert]}} */
    private void readState(Cursor cursor, Found alerts) throws IOException {
        while (cursor.parser().nextToken() != JsonToken.END_OBJECT) {
            var isData = cursor.parser().currentName().equals("data");
            if (cursor.parser().nextToken() == JsonToken.START_ARRAY && isData) {
                readValue(cursor, false, alerts);
            } else {
                cursor.parser().skipChildren();
            }
        }
    }

    private static OutboxMessage document(Cursor cursor, int start, String id) {
        var length = cursor.offset() - start;
        if (length > MOST_DOCUMENT) {
            throw cursor.unreadable(start, "a JSON object with " + length + " bytes, more than " + MOST_DOCUMENT);
        }
        return new OutboxMessage(id, cursor.bytes(), start, length);
    }

    /** Reads objects that follow an object where only a member can follow; false if there are none. */
    private boolean readMore(Cursor cursor, Found found) throws IOException {
        var end = cursor.offset();
        for (var at = Bytes.objectAfterComma(cursor.bytes(), end); at.isPresent();
                at = Bytes.objectAfterComma(cursor.bytes(), end)) {
            end = readOne(cursor.bytes(), at.getAsInt(), cursor.wrappings(), cursor.room(), false, found);
        }
        if (end == cursor.offset()) {
            return false;
        }
        cursor.goOnAt(end);
        return true;
    }

    /** A text under the name of an envelope's member may be nothing but a text. */
    private static boolean holdsDocuments(Cursor cursor) throws IOException {
        return switch (cursor.parser().currentToken()) {
            case START_OBJECT, START_ARRAY, VALUE_NULL -> true;
            case VALUE_STRING -> Beginning.isOfDocuments(cursor.text());
            default -> false;
        };
    }
}
