package org.sentinelbridge.component.parked;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Parked messages that a person has chosen.
 *
 * @param filter which of them match
 * @param ids only these of them, or nothing for all
 */
public record Selection(ParkedFilter filter, Optional<List<String>> ids) {

    /** So many are asked for at a time. */
    private static final int PAGE = 500;

    public Selection {
        ids = ids.map(List::copyOf);
    }

    /**
     * Goes through them, the oldest first, up to those that were parked before now.
     *
     * @param each is told the place, and answers whether to go on
     */
    public void each(ParkedMessages messages, Predicate<ParkedMessages.Place> each) {
        var end = Instant.now();
        var place = ParkedMessages.Place.OLDEST;
        while (true) {
            var page = messages.oldest(filter, place, end, PAGE);
            for (var next : page) {
                if ((ids.isEmpty() || ids.get().contains(next.id())) && !each.test(next)) {
                    return;
                }
            }
            if (page.size() < PAGE) {
                return;
            }
            place = page.get(page.size() - 1);
        }
    }
}
