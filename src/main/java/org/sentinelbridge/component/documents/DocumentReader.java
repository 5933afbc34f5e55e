package org.sentinelbridge.component.documents;

import java.util.Arrays;
import java.util.List;
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
 * members, with which a template ends a list, is nothing. What has neither an id nor a mark ({@link #setMarks}) is searched for
 * what has. Kibana's webhook connector produces each of these from some template, see its rules in
 * {@code stack_connectors/server/connector_types/webhook}.
 */
public final class DocumentReader implements Processor {

    private static final byte GZIP_FIRST = 0x1f;
    private static final byte GZIP_SECOND = (byte) 0x8b;
    private static final String STILL_PACKED = "The body is gzip and cannot be unpacked: it breaks off or is damaged, or the header"
            + " Content-Encoding: gzip is missing";
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
        new DocumentFinder(under, ids, !marks.isEmpty()).find(bytes, 0, room, found);
        var documents = found.all();
        var areKnown = marks.isEmpty() || documents.stream().noneMatch(document -> document.id().isEmpty());
        return areKnown ? documents : new Recognition(ids, marks, test).known(documents, room);
    }

    private static List<String> list(String commaSeparated) {
        return Arrays.stream(commaSeparated.split(",")).map(String::trim).filter(s -> !s.isEmpty()).toList();
    }
}
