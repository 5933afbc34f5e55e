package org.sentinelbridge.records;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sentinelbridge.records.SourceRecord.Stream;

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
 * exceeds them is one record with a problem.
 */
public final class RecordReader {

    static final int MOST_BYTES = 32 * 1024 * 1024;

    private final Repairs repairs;
    private final ReadCounts counts = new ReadCounts();

    /** @param repairs of invalid JSON */
    public RecordReader(Repairs repairs) {
        this.repairs = repairs;
    }

    /**
     * Reads one message.
     *
     * @param body as it came; it must not be changed afterwards
     * @param origin where it came from, see {@link SourceRecord#origin}
     * @return the records in their order; empty if the message holds none
     */
    public List<SourceRecord> read(byte[] body, Map<String, Object> origin) {
        counts.addMessage(body.length);
        byte[] bytes;
        try {
            bytes = Gzip.isGzip(body) ? Gzip.unpacked(body, MOST_BYTES) : body;
        } catch (GzipException e) {
            counts.addInvalid();
            return List.of(new SourceRecord(Stream.EVENT, body, e.getMessage(), origin));
        }
        if (bytes.length > MOST_BYTES) {
            counts.addInvalid();
            return List.of(new SourceRecord(
                    Stream.EVENT, bytes, "The message has " + bytes.length + " bytes, more than " + MOST_BYTES, origin));
        }
        var scan = Scan.of(bytes);
        if (!scan.isValid() && repairs.areWanted()) {
            var repaired = repairs.repaired(bytes);
            var second = Scan.of(repaired);
            if (second.isValid()) {
                counts.addRepaired();
                scan = second;
            }
        }
        if (!scan.isValid()) {
            counts.addInvalid();
        }
        var records = new ArrayList<SourceRecord>(scan.slices().size());
        for (var slice : scan.slices()) {
            records.add(new SourceRecord(Stream.EVENT, slice.bytes(scan.bytes()), slice.problem(), origin));
        }
        counts.addRecords(records.size());
        return records;
    }

    /** What has been read since the start. */
    public ReadCounts counts() {
        return counts;
    }
}
