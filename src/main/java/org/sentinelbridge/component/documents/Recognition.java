package org.sentinelbridge.component.documents;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.sentinelbridge.component.outbox.OutboxMessage;

/** Looks again at documents that have no id: is it one all the same, is it wrapped around some, or is it nothing that anybody could use? */
final class Recognition {

    private static final int MOST_TEST = 4 * 1024;
    private static final int MOST_NAMED = 2;

    private final IdPaths ids;
    private final List<String> marks;
    private final String test;
    private final Inside inside;

    /**
     * @param marks what a document without an id must have one of
     * @param test the only member of somebody's test
     */
    Recognition(IdPaths ids, List<String> marks, String test) {
        this.ids = ids;
        this.marks = marks;
        this.test = test;
        this.inside = new Inside(marks);
    }

    /** @throws UnreadableException if one of them is none, and holds none */
    List<OutboxMessage> known(List<OutboxMessage> documents, TextRoom room) {
        var known = new Found();
        for (var document : documents) {
            if (!document.id().isEmpty() || isTest(document, room)) {
                known.add(document);
            } else {
                found(document, room).forEach(known::add);
            }
        }
        return known.all();
    }

    /** Each once, though an envelope may list all and those that are new. */
    private List<OutboxMessage> found(OutboxMessage document, TextRoom room) {
        var found = new ArrayList<OutboxMessage>();
        var seen = new HashSet<String>();
        for (var one : inside.of(document, room).all()) {
            var id = IdSeeker.id(one, ids, room);
            if (id.isEmpty() || seen.add(id)) {
                found.add(new OutboxMessage(id, one.bytes(), one.from(), one.length()));
            }
        }
        if (found.isEmpty()) {
            throw new UnreadableException(Position.of(document.bytes(), document.from()) + ": nothing in this JSON object has "
                    + marks.stream().limit(MOST_NAMED).collect(Collectors.joining(" or ")));
        }
        return found;
    }

    private boolean isTest(OutboxMessage document, TextRoom room) {
        if (test.isEmpty() || document.length() > MOST_TEST) {
            return false;
        }
        try (var cursor = new Cursor(document.bytes(), document.from(), 0, room)) {
            var parser = cursor.parser();
            parser.nextToken();
            return test.equals(parser.nextFieldName()) && parser.nextToken() == JsonToken.VALUE_STRING && parser.nextToken() == JsonToken.END_OBJECT;
        } catch (IOException e) {
            throw new IllegalStateException("this has been read before", e);
        }
    }
}
