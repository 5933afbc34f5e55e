package org.sentinelbridge.component.records;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.sentinelbridge.component.records.SourceRecord.Stream;

/**
 * Finds the records in a message of an Event Hub, each as its own text, byte for byte.
 *
 * <p>Taken are: <code>{"records": […]}</code>, an array, one object, several of these one after the other (lines or not), and each of
 * these compressed by gzip. An object with a member {@code TimeGenerated} or {@code time} is a record whatever else it has, and so are
 * one within an envelope, and one whose {@code records} are empty beside other members; an envelope with no records and nothing else
 * has none, which is counted. JSON that is invalid goes through the {@link Repairs}, if there are any;
 * what is invalid after that is a record with a problem, and so is each element that is no object. Of lines of JSON, only the
 * invalid ones are. Nothing is dropped, nothing is thrown.
 *
 * <p>Bounds: {@value #MOST_BYTES} bytes when uncompressed, {@value Scan#MOST_RECORDS} records, {@value Scan#MOST_DEPTH} levels. What
 * exceeds them is one record with a problem. So is a record of more than {@value #MOST_OF_ONE} bytes; of what is longer than that,
 * {@value Cut#KEPT} bytes are kept, with a mark and the hash of all. The repairs are for {@value #MOST_REPAIRED} bytes at the most.
 */
public final class RecordReader {

    /** A message of 1 MB that is compressed as well as logs are. While it is read, it is in memory beside a few of its records. */
    static final int MOST_BYTES = 16 * 1024 * 1024;

    /** The largest record of which a document is made. */
    static final int MOST_OF_ONE = 2_000_000;

    /** They make several copies. Messages that come uncompressed have less. */
    static final int MOST_REPAIRED = 2_000_000;

    private final Repairs repairs;
    private final ReadCounts counts = new ReadCounts();

    /** @param repairs of invalid JSON */
    public RecordReader(Repairs repairs) {
        this.repairs = repairs;
    }

    /**
     * How many bytes a message takes in memory while it is read: as many as it has when uncompressed.
     *
     * @return {@value #MOST_BYTES} at the most
     */
    public static int size(byte[] body) {
        return Gzip.isGzip(body) ? Math.max(body.length, Gzip.size(body, MOST_BYTES)) : Math.min(body.length, MOST_BYTES);
    }

    /**
     * Reads one message at once.
     *
     * @param body as it came; it must not be changed afterwards
     * @param origin where it came from, see {@link SourceRecord#origin}
     * @return the records in their order; empty if the message holds none
     */
    public List<SourceRecord> read(byte[] body, Map<String, Object> origin) {
        var records = new ArrayList<SourceRecord>();
        open(body, origin).forEachRemaining(records::add);
        return records;
    }

    /**
     * Looks a message through, and reads its records one after the other as they are asked for; until then they take no memory
     * beside the message.
     *
     * @param body as it came; it must not be changed afterwards
     * @param origin where it came from, see {@link SourceRecord#origin}
     * @return the records in their order; empty if the message holds none
     */
    public Iterator<SourceRecord> open(byte[] body, Map<String, Object> origin) {
        counts.addMessage(body.length);
        byte[] bytes;
        try {
            bytes = Gzip.isGzip(body) ? Gzip.unpacked(body, MOST_BYTES) : body;
        } catch (GzipException e) {
            return problem(packed(body), e.getMessage(), origin);
        }
        if (bytes.length > MOST_BYTES) {
            return problem(
                    Cut.of(bytes, 0, bytes.length, bytes), "The message has " + bytes.length + " bytes, more than " + MOST_BYTES, origin);
        }
        var scan = scan(bytes);
        if (!scan.isValid()) {
            counts.addInvalid();
        }
        counts.addRecords(scan.slices().size());
        return scan.slices().stream().map(slice -> record(slice, scan.bytes(), origin)).iterator();
    }

    private Scan scan(byte[] bytes) {
        var scan = Scan.of(bytes);
        if (!scan.isValid() && repairs.areWanted() && bytes.length <= MOST_REPAIRED) {
            var repaired = Scan.of(repairs.repaired(bytes));
            if (repaired.isValid()) {
                counts.addRepaired();
                return repaired;
            }
        }
        return scan;
    }

    private Iterator<SourceRecord> problem(byte[] text, String problem, Map<String, Object> origin) {
        counts.addInvalid();
        return List.of(new SourceRecord(Stream.EVENT, text, problem, origin)).iterator();
    }

    /** What can be seen of what cannot be unpacked whole. */
    private static byte[] packed(byte[] body) {
        try {
            var beginning = Gzip.beginning(body, Cut.KEPT + 1);
            return beginning.length > Cut.KEPT ? Cut.of(beginning, 0, beginning.length, body) : body;
        } catch (IOException e) {
            return body.length > MOST_OF_ONE ? Cut.of(body, 0, body.length, body) : body;
        }
    }

    private static SourceRecord record(Slice slice, byte[] all, Map<String, Object> origin) {
        if (slice.length() <= MOST_OF_ONE) {
            return new SourceRecord(Stream.EVENT, slice.bytes(all), slice.problem(), origin);
        }
        var problem = slice.problem().isEmpty() ? "It has " + slice.length() + " bytes, more than " + MOST_OF_ONE : slice.problem();
        return new SourceRecord(Stream.EVENT, Cut.of(all, slice.from(), slice.to(), all), problem, origin);
    }

    /** What has been read since the start. */
    public ReadCounts counts() {
        return counts;
    }
}
