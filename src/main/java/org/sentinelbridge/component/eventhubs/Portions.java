package org.sentinelbridge.component.eventhubs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.sentinelbridge.component.records.SourceRecord;

/**
 * The records of a batch, a few at a time, so that no more documents are in memory together than make good requests: a small
 * compressed event can hold very many. For one exchange at a time.
 */
public final class Portions {

    private static final int MOST_BYTES = 2_000_000;
    /** What a document has beside its record, at the least; it counts where records are tiny. */
    private static final int BESIDE = 500;

    private final Iterator<Supplier<Iterator<SourceRecord>>> events;
    private Iterator<SourceRecord> current = Collections.emptyIterator();
    private int records;

    /** @param events what is in each of them; asked for one after the other */
    Portions(Iterator<Supplier<Iterator<SourceRecord>>> events) {
        this.events = events;
    }

    /** Whether there is something left to read. */
    public boolean isOpen() {
        return current.hasNext() || events.hasNext();
    }

    /** The next records in their order: two megabytes with what documents have beside them, but one in any case unless there is none. */
    List<SourceRecord> next() {
        var portion = new ArrayList<SourceRecord>();
        var bytes = 0;
        while (bytes < MOST_BYTES && isOpen()) {
            if (current.hasNext()) {
                var record = current.next();
                bytes += record.json().length + BESIDE;
                portion.add(record);
            } else {
                current = events.next().get();
            }
        }
        if (!current.hasNext()) {
            // the event that is read to its end need not be in memory any longer
            current = Collections.emptyIterator();
        }
        records += portion.size();
        return portion;
    }

    /** How many records have been read. */
    public int records() {
        return records;
    }

    @Override
    public String toString() {
        return records + " records";
    }
}
