package org.sentinelbridge.component.documents;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.sentinelbridge.component.outbox.OutboxMessage;

/**
 * Looks for documents in an object that has no id and so may be wrapped around them: wherever they are in it, under whatever names, and in
 * texts that hold JSON. A document is the outermost object that has one of some members. Reads once, however deep it is.
 */
final class Inside {

    private final List<String> marks;
    private final int mostParts;

    /** @param marks the members by any of which an object is a document, as paths */
    Inside(List<String> marks) {
        this.marks = marks;
        this.mostParts = marks.stream().mapToInt(mark -> mark.split("\\.").length).max().orElse(0);
    }

    /** What is being read: an object, or something that hides the names around it. */
    private static final class Frame {
        private final int start;
        private final String name;
        private final Found found = new Found();
        private boolean isMarked;

        /** @param name of the member that it is; empty if it is none, or not read as one */
        Frame(int start, String name) {
            this.start = start;
            this.name = name;
        }
    }

    /** The documents in it, or itself, without their ids; empty if there is none. */
    Found of(OutboxMessage message, TextRoom room) {
        return in(message.bytes(), message.from(), message.from() + message.length(), 1, room);
    }

    private Found in(byte[] bytes, int from, int end, int wrappings, TextRoom room) {
        var all = new Found();
        for (var at = Bytes.next(bytes, from); at < end; at = Bytes.next(bytes, at)) {
            try (var cursor = new Cursor(bytes, at, wrappings, room)) {
                cursor.parser().nextToken();
                value(cursor, new ArrayDeque<>(), all);
                at = Math.max(at + 1, cursor.offset());
            } catch (IOException e) {
                throw Cursor.unreadable(bytes, wrappings, at, "it cannot be read as JSON");
            }
        }
        return all;
    }

    /** Reads a value with all that is in it, without recursion: only as deep as the parser allows, but that is not known here. */
    private void value(Cursor cursor, Deque<Frame> frames, Found all) throws IOException {
        var parser = cursor.parser();
        do {
            switch (parser.currentToken()) {
                case START_OBJECT, START_ARRAY -> frames.push(new Frame(cursor.tokenStart(), name(parser)));
                case END_OBJECT, END_ARRAY -> close(cursor, frames, all);
                case VALUE_STRING -> text(cursor, frames, all);
                default -> {
                    // names are asked for where they count, and nothing else is a mark
                }
            }
        } while (!frames.isEmpty() && parser.nextToken() != null);
    }

    private static String name(JsonParser parser) throws IOException {
        var parent = parser.getParsingContext().getParent();
        return parent != null && parent.inObject() && parent.getCurrentName() != null ? parent.getCurrentName() : "";
    }

    private void close(Cursor cursor, Deque<Frame> frames, Found all) {
        var frame = frames.pop();
        var around = frames.isEmpty() ? all : frames.peek().found;
        if (frame.isMarked) {
            around.add(new OutboxMessage("", cursor.bytes(), frame.start, cursor.offset() - frame.start));
        } else {
            around.addAll(frame.found);
        }
    }

    private void text(Cursor cursor, Deque<Frame> frames, Found all) throws IOException {
        if (mark(cursor, frames) || cursor.wrappings() > DocumentFinder.MOST_WRAPPINGS) {
            return;
        }
        var text = cursor.text();
        if (Beginning.isOfDocuments(text)) {
            try {
                (frames.isEmpty() ? all : frames.peek().found).addAll(in(text, 0, text.length, cursor.wrappings() + 1, cursor.room()));
            } catch (UnreadableException e) {
                // what only looks like JSON is a text
            }
        }
    }

    /** Marks the objects of which this text is a mark; the names around it that may lead to it are as many as the longest path has. */
    private boolean mark(Cursor cursor, Deque<Frame> frames) throws IOException {
        var context = cursor.parser().getParsingContext();
        if (!context.inObject() && !context.inArray()) {
            return false;
        }
        var path = context.inObject() ? cursor.parser().currentName() : "";
        var parts = 0;
        var isMark = false;
        for (var frame : frames) {
            if (marks.contains(path)) {
                frame.isMarked = true;
                isMark = true;
            }
            if (parts++ > mostParts || frame.name.isEmpty() && !path.isEmpty()) {
                break;
            }
            path = path.isEmpty() ? frame.name : frame.name + "." + path;
        }
        return isMark;
    }
}
