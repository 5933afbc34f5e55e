package org.sentinelbridge.component.documents;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.sentinelbridge.base.validation.BadRequestException;
import org.sentinelbridge.component.outbox.OutboxMessage;
import org.sentinelbridge.component.outbox.OutboxMessages;

/**
 * Finds the JSON documents in a request body, without building a tree of it, and makes the list of them, each with its id, the
 * message body ({@link OutboxMessages}). All or none: what cannot be read to its end is an {@link UnreadableException} that says where it broke.
 *
 * <p>Taken are, in any mixture: one object; an array of objects; objects one after the other, with line ends, commas or nothing
 * between them; envelopes that hold any of these in one of their members ({@link #setUnder}), and with them commas too many at
 * the end of an array; and all of it once more, or twice, wrapped as a JSON string. An outermost envelope may lack the brackets
 * around several objects: <code>{"alerts": {…},{…}}</code>. An object that has an id of its own is no envelope, and one without
 * members, with which a template ends a list, is nothing. What has neither an id nor a mark ({@link #setMarks}) is searched for what has. Kibana's webhook connector produces each of these from some template, see its rules in
 * {@code stack_connectors/server/connector_types/webhook}.
 */
public final class DocumentReader implements Processor {

    private static final byte GZIP_FIRST = 0x1f;
    private static final byte GZIP_SECOND = (byte) 0x8b;
    private static final String STILL_PACKED = "The body is gzip and cannot be unpacked: it breaks off or is damaged, or the header"
            + " Content-Encoding: gzip is missing";
    static final int MOST_WRAPPINGS = 3;
    /** One that nobody could deliver, so that it need not be in memory again and again to find that out. */
    private static final int MOST_DOCUMENT = 8 * 1024 * 1024;

    private static final String NO_BODY = "The request has no body; the template of the rule's action rendered nothing";

    private List<String> under = List.of();
    private List<String> idPlaces = List.of();
    private List<String> states = List.of();
    private IdPaths ids = IdPaths.of(idPlaces, states);
    private List<String> marks = List.of();
    private String test = "";

    /** Members that hold documents, separated by commas. */
    public void setUnder(String members) {
        under = list(members);
    }

    /**
     * Where a document's id is, separated by commas, the best first: {@code a.b} is the text at {@code {"a": {"b": …}}} as well as at
     * {@code {"a.b": …}}.
     */
    public void setId(String paths) {
        idPlaces = list(paths);
        ids = IdPaths.of(idPlaces, states);
    }

    /** What else makes a document with the same id another one, as paths separated by commas. */
    public void setState(String paths) {
        states = list(paths);
        ids = IdPaths.of(idPlaces, states);
    }

    /**
     * What a document without an id must have one of, as paths separated by commas; with none, whatever it has will do. One that has none
     * of these is taken for an envelope of whatever form, and the documents that are anywhere in it, by these marks, are taken in its place.
     */
    public void setMarks(String paths) {
        marks = list(paths);
    }

    /** A document that has no member but this one is somebody's test, and is taken. */
    public void setTest(String member) {
        test = member;
    }

    /**
     * Sets the variables {@code accepted} (how many there are) and {@code duplicates} (0) too. An outbox, which knows better, sets them
     * anew; other queues take everything.
     *
     * @throws BadRequestException if there is no body at all, of which nothing need be kept
     */
    @Override
    public void process(Exchange exchange) throws BadRequestException {
        var body = exchange.getMessage().getBody(byte[].class);
        if (body == null || Bytes.next(body, 0) == body.length) {
            throw new BadRequestException(NO_BODY);
        }
        var documents = new OutboxMessages(read(body));
        exchange.getMessage().setBody(documents);
        exchange.setVariable("accepted", documents.size());
        exchange.setVariable("duplicates", 0);
    }

    /**
     * The documents in these bytes, none of which are copied.
     *
     * @throws UnreadableException if they cannot be read to their end, or there is nothing in them
     */
    public List<OutboxMessage> read(byte[] bytes) {
        if (Bytes.next(bytes, 0) == bytes.length) {
            throw new UnreadableException(NO_BODY);
        }
        if (bytes[0] == GZIP_FIRST && bytes.length > 1 && bytes[1] == GZIP_SECOND) {
            throw new UnreadableException(STILL_PACKED);
        }
        Bytes.invalid(bytes).ifPresent(at -> {
            throw new UnreadableException(Position.of(bytes, at) + ": not UTF-8");
        });
        var room = new TextRoom(bytes.length);
        var found = new Found();
        read(bytes, 0, room, found);
        var documents = found.all();
        var areKnown = marks.isEmpty() || documents.stream().noneMatch(document -> document.id().isEmpty());
        return areKnown ? documents : new Recognition(ids, marks, test).known(documents, room);
    }

    private void read(byte[] bytes, int wrappings, TextRoom room, Found found) {
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
            read(text, wrappings, cursor.room(), found);
        } catch (UnreadableException e) {
            found.fault(() -> e);
        }
    }

    /** @param summary if it may be Kibana's summary of a rule's alerts, where their states are collected */
    private void readObject(Cursor cursor, boolean isOutermost, Optional<Summary> summary, Found found) throws IOException {
        var object = new Candidate(cursor.tokenStart(), ids, summary, !marks.isEmpty());
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

    private static List<String> list(String commaSeparated) {
        return Arrays.stream(commaSeparated.split(",")).map(String::trim).filter(s -> !s.isEmpty()).toList();
    }
}
