package org.sentinelbridge.component.outbox;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.sentinelbridge.component.outbox.OutboxTable.ClaimedRow;

/**
 * Rows that may be claimed.
 *
 * @param rows the oldest first
 */
record Candidates(List<ClaimedRow> rows) {

    /**
     * The oldest of the same key, one at least if there are any. What was under delivery before comes again without any others: it may
     * have arrived, and only what is in doubt shall arrive twice.
     */
    List<ClaimedRow> chosen(int mostMessages, long mostBytes) {
        var chosen = new ArrayList<ClaimedRow>();
        var messages = 0;
        var bytes = 0L;
        for (var row : rows) {
            if (row.key().equals(rows.get(0).key()) && row.company().equals(rows.get(0).company())) {
                messages += row.messages();
                bytes += row.bytes();
                if (!chosen.isEmpty() && (messages > mostMessages || bytes > mostBytes)) {
                    break;
                }
                chosen.add(row);
            }
        }
        return chosen;
    }

    boolean areFewerThan(int number) {
        return rows.size() < number;
    }

    /**
     * Whether they are so few and so young that more of them may come. Whoever claims may not know of messages that have just come, in
     * the same transaction or to another process. What seems to have come after now came while the clock was ahead, and has waited
     * long enough.
     */
    boolean canWait(long enoughBytes, long since, long now) {
        var oldest = rows.get(0).createdAt();
        return oldest > since && oldest <= now && rows.stream().mapToLong(ClaimedRow::bytes).sum() < enoughBytes;
    }

    /** The oldest that is not among the chosen. */
    Optional<ClaimedRow> oldestBut(List<ClaimedRow> chosen) {
        var taken = new HashSet<>(chosen);
        return rows.stream().filter(row -> !taken.contains(row)).findFirst();
    }
}
