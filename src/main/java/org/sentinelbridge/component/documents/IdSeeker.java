package org.sentinelbridge.component.documents;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.sentinelbridge.component.outbox.OutboxMessage;

/**
 * Looks out for a document's id while the document is read by: at one of several paths, whose parts may be nested objects, one
 * name with dots, or a mixture of both.
 */
final class IdSeeker {

    /** Bytes of an id; what is longer is none. */
    private static final int MOST = 4 * 1024;

    private final List<String> paths;
    private final int ids;
    private final String[] found;

    IdSeeker(IdPaths paths) {
        this.paths = paths.all();
        this.ids = paths.ids();
        this.found = new String[this.paths.size()];
    }

    /** The id of a document that has been read before. */
    static String id(OutboxMessage document, IdPaths paths, TextRoom room) {
        var seeker = new IdSeeker(paths);
        try (var cursor = new Cursor(document.bytes(), document.from(), 0, room)) {
            cursor.parser().nextToken();
            while (cursor.parser().nextToken() != JsonToken.END_OBJECT) {
                var name = cursor.parser().currentName();
                cursor.parser().nextToken();
                seeker.member("", name, cursor);
            }
        } catch (IOException e) {
            throw new IllegalStateException("this has been read before", e);
        }
        return seeker.id().orElse("");
    }

    /** Takes the cursor from the value of a member to that value's end. */
    void member(String parent, String name, Cursor cursor) throws IOException {
        var parser = cursor.parser();
        var path = parent.isEmpty() ? name : parent + "." + name;
        switch (parser.currentToken()) {
            case VALUE_STRING -> {
                var at = paths.indexOf(path);
                if (at >= 0 && found[at] == null) {
                    found[at] = cursor.text(MOST).orElse(null);
                }
            }
            case START_OBJECT -> {
                if (leadsOn(path)) {
                    while (parser.nextToken() != JsonToken.END_OBJECT) {
                        var child = parser.currentName();
                        parser.nextToken();
                        member(path, child, cursor);
                    }
                } else {
                    parser.skipChildren();
                }
            }
            case START_ARRAY -> {
                if (paths.contains(path)) {
                    // the fields of a search have each value as an array
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        member(parent, name, cursor);
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
        return ids > 0 && found[0] != null;
    }

    /** The id, and the states that it was found with. */
    Optional<String> id() {
        for (var i = 0; i < ids; i++) {
            if (found[i] != null && !found[i].isEmpty()) {
                return Optional.of(withStates(found[i]));
            }
        }
        return Optional.empty();
    }

    private String withStates(String id) {
        var all = id;
        for (var i = ids; i < found.length; i++) {
            if (found[i] != null) {
                all = all + " " + found[i];
            }
        }
        return all;
    }

    private boolean leadsOn(String path) {
        for (var wanted : paths) {
            if (wanted.length() > path.length() && wanted.startsWith(path) && wanted.charAt(path.length()) == '.') {
                return true;
            }
        }
        return false;
    }
}
