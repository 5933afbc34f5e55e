package org.sentinelbridge.component.ecs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.sentinelbridge.base.validation.JsonFault;
import org.sentinelbridge.component.mapping.Fingerprint;
import org.sentinelbridge.component.mapping.Mappings;
import org.sentinelbridge.component.records.SourceRecord;

/** Makes a document of a record by the mapping for its data stream. */
final class DocumentMaker {

    /** As a tree a record takes up to twenty times its size, and there is more than one at a time. */
    private static final int MOST_BYTES = 2_000_000;
    /** Records of more bytes become trees one after the other, whichever batches they are in. */
    private static final int LARGE = 200_000;

    /** They stay what they are when a record is read once more, by whichever consumer group. */
    private static final List<String> PLACE = List.of("eventhub", "partition_id", "sequence_number");
    private static final Lock LARGE_ONES = new ReentrantLock();
    private static final int MOST_SAID = 500;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    /** Half a surrogate pair has no UTF-8; as an escape it is what was sent. */
    private static final JsonMapper ASCII = JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final Mappings mappings;
    private final Style style;
    private final Clock clock;
    private final Map<String, FieldType> fields;

    DocumentMaker(Mappings mappings, Style style, Clock clock) {
        this.mappings = mappings;
        this.style = style;
        this.clock = clock;
        this.fields = FieldTypes.read();
    }

    /** Never fails: what cannot be made a document of is one with a fault. */
    List<Document> documents(List<SourceRecord> records) {
        var batch = new Batch(clock.instant());
        return records.stream().map(record -> document(record, batch)).toList();
    }

    private Document document(SourceRecord record, Batch batch) {
        if (record.json().length <= LARGE) {
            return orFault(record, batch);
        }
        LARGE_ONES.lock();
        try {
            return orFault(record, batch);
        } finally {
            LARGE_ONES.unlock();
        }
    }

    private Document orFault(SourceRecord record, Batch batch) {
        try {
            return made(record, batch);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            var why = e instanceof JsonProcessingException fault ? JsonFault.of(fault) : String.valueOf(e.getMessage());
            return new Document(style.dataStream(name(record)), Fingerprint.of(record.json()), new byte[0], record,
                    "routes/mappings/" + name(record) + "-document.jslt: " + (why.length() <= MOST_SAID ? why : why.substring(0, MOST_SAID) + "…"));
        }
    }

    private Document made(SourceRecord record, Batch batch) throws IOException {
        var given = JsonNodeFactory.instance.objectNode();
        var problem = read(record, given);
        given.put("text", record.text());
        given.put("stream", name(record));
        given.put("profile", style.profile());
        given.put("namespace", style.namespace());
        given.put("now", batch.now());
        given.set("origin", batch.origin(record));
        given.put("arrived", batch.arrived(record));
        var mapping = style.isRaw() ? "raw" : problem ? "unreadable" : name(record);
        var made = mappings.apply(mapping + "-document", given);
        if (!(made.get("document") instanceof ObjectNode document) || !made.path("stream").isTextual()) {
            throw new IllegalArgumentException("it makes no {\"stream\": …, \"document\": {…}}");
        }
        var stream = made.get("stream").textValue();
        var fitting = style.isRaw() ? document : new Fitting().fit(document, type(stream), given.get("text").textValue());
        var identity = made.path("id").asText("");
        var id = identity.isEmpty() || identity.equals("null") ? Fingerprint.of(record.json(), problem ? place(record) : List.of()) : identity;
        return new Document(style.dataStream(stream), id, bytes(fitting), record, "");
    }

    /** Where it came from: of what cannot be read nothing else tells whether it has come again, or has happened again. */
    private static List<String> place(SourceRecord record) {
        return PLACE.stream().map(record.origin()::get).filter(Objects::nonNull).map(Object::toString).toList();
    }

    private FieldType type(String stream) {
        var type = fields.get(stream);
        if (type == null) {
            throw new IllegalArgumentException("its stream is none of " + fields.keySet());
        }
        return type;
    }

    /** @return whether there is a problem with it, which is then to be seen in what is given */
    private static boolean read(SourceRecord record, ObjectNode given) throws IOException {
        var problem = record.problem();
        if (problem.isEmpty() && record.json().length > MOST_BYTES) {
            problem = "it has " + record.json().length + " bytes, more than " + MOST_BYTES;
        }
        if (problem.isEmpty()) {
            try {
                var tree = JSON.readTree(record.json());
                if (tree.isObject()) {
                    given.set("record", tree);
                    return false;
                }
                problem = "it is no JSON object";
            } catch (JsonProcessingException e) {
                problem = JsonFault.located(e);
            }
        }
        given.put("problem", problem.length() <= MOST_SAID ? problem : problem.substring(0, MOST_SAID) + "…");
        return true;
    }

    private static String name(SourceRecord record) {
        return record.stream().name().toLowerCase(Locale.ROOT);
    }

    private static byte[] bytes(JsonNode document) throws JsonProcessingException {
        try {
            return JSON.writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            return ASCII.writeValueAsBytes(document);
        }
    }
}
