package org.sentinelbridge.component.documents;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;
import org.sentinelbridge.component.outbox.OutboxMessage;

/**
 * Looks out for a document's id while the document is read by: at one of several paths, whose parts may be nested objects, one
 * name with dots, or a mixture of both.
 */
final class IdSeeker {

    /** Bytes of an id; what is longer is none. */
    private static final int MOST = 4 * 1024;

    private final IdPaths paths;
    private final String[] found;

    IdSeeker(IdPaths paths) {
        this.paths = paths;
        this.found = new String[paths.all()];
    }

    /** The id of a document that has been read before. */
    static String id(OutboxMessage document, IdPaths paths, TextRoom room) {
        var seeker = new IdSeeker(paths);
        try (var cursor = new Cursor(document.bytes(), document.from(), 0, room)) {
            cursor.parser().nextToken();
            while (cursor.parser().nextToken() != JsonToken.END_OBJECT) {
                var name = cursor.parser().currentName();
                cursor.parser().nextToken();
                seeker.member(name, cursor);
            }
        } catch (IOException e) {
            throw new IllegalStateException("this has been read before", e);
        }
        return seeker.id().orElse("");
    }

    /** Takes the cursor from the value of a member of the document to that value's end. */
    void member(String name, Cursor cursor) throws IOException {
        value(paths.top().below().get(name), cursor);
    }

    /** @param place null where no path leads */
    private void value(IdPaths.Place place, Cursor cursor) throws IOException {
        var parser = cursor.parser();
        switch (parser.currentToken()) {
            case VALUE_STRING -> {
                if (place != null && place.isId() && found[place.number()] == null) {
                    found[place.number()] = cursor.text(MOST).orElse(null);
                }
            }
            case START_OBJECT -> {
                if (place == null || place.below().isEmpty()) {
                    parser.skipChildren();
                } else {
                    while (parser.nextToken() != JsonToken.END_OBJECT) {
                        var child = place.below().get(parser.currentName());
                        parser.nextToken();
                        value(child, cursor);
                    }
                }
            }
            case START_ARRAY -> {
                if (place != null && place.isId()) {
                    // the fields of a search have each value as an array
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        value(place, cursor);
                    }
                } else {
                    parser.skipChildren();
                }
            }
            default -> {
                // a number, true, false or null is no id
            }
        }
    }

    /** Whether the id stands where it should stand rather than at one of the other places. */
    boolean foundBest() {
        return paths.ids() > 0 && found[0] != null;
    }

    /** The id, and the states that it was found with. */
    Optional<String> id() {
        for (var i = 0; i < paths.ids(); i++) {
            if (found[i] != null && !found[i].isEmpty()) {
                return Optional.of(withStates(found[i]));
            }
        }
        return Optional.empty();
    }

    private String withStates(String id) {
        var all = id;
        for (var i = paths.ids(); i < found.length; i++) {
            if (found[i] != null) {
                all = all + " " + found[i];
            }
        }
        return all;
    }
}
