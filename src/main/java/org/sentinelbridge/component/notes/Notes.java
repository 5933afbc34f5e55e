package org.sentinelbridge.component.notes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Exchange;
import org.jdbi.v3.core.JdbiException;
import org.sentinelbridge.base.retry.Deadline;
import org.sentinelbridge.base.store.Store;

/**
 * What routes remember, by topic and name: one JSON object each, of some kilobytes at the most. All processes on the same store
 * see the same; of two that write at the same time, the last one counts. Nothing is ever forgotten.
 */
public final class Notes {

    /** A character that is half of one, as attackers like to send it, or the character 0 is not taken by every database. */
    private static final JsonMapper JSON = JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final Store store;

    public Notes(Store store) {
        this.store = store;
    }

    /**
     * What was kept.
     *
     * @param exchange whose {@link Deadline} it keeps to
     * @return an empty object if nothing was
     * @throws NotesUnavailable if the store cannot be read, or not in time
     */
    public ObjectNode find(Exchange exchange, String topic, String name) {
        try {
            return store.reads().run(handle -> handle
                            .createQuery("SELECT document FROM notes WHERE topic = :topic AND name = :name")
                            .bind("topic", topic)
                            .bind("name", name)
                            .mapTo(String.class)
                            .findOne(), Deadline.of(exchange).left())
                    .map(Notes::read)
                    .orElseGet(JsonNodeFactory.instance::objectNode);
        } catch (JdbiException | IllegalStateException e) {
            throw new NotesUnavailable("The store cannot be read: " + Store.rootMessage(e), e);
        }
    }

    /**
     * Keeps a document in place of what was kept under the same name. It is on disk when this returns.
     *
     * @param exchange whose {@link Deadline} it keeps to
     * @throws NotesUnavailable if the store cannot be written, or not in time
     */
    public void keep(Exchange exchange, String topic, String name, ObjectNode document) {
        var text = text(document);
        try {
            store.writes().run(handle -> handle
                    .createUpdate(
                            """
                            INSERT INTO notes (topic, name, document) VALUES (:topic, :name, :document)
                            ON CONFLICT (topic, name) DO UPDATE SET document = excluded.document
                            """)
                    .bind("topic", topic)
                    .bind("name", name)
                    .bind("document", text)
                    .execute(), Deadline.of(exchange).left());
        } catch (RuntimeException e) {
            throw new NotesUnavailable("The store cannot be written: " + Store.rootMessage(e), e);
        }
    }

    private static ObjectNode read(String document) {
        try {
            return (ObjectNode) JSON.readTree(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A note in the store is no JSON", e);
        }
    }

    private static String text(ObjectNode document) {
        try {
            return JSON.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The document cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }
}
