package org.sentinelbridge.component.parked;

import java.util.List;

/**
 * Some parked messages of many.
 *
 * @param lines without their bodies
 * @param next the cursor to go on with; empty when there are no more
 * @param total how many there are in all
 */
public record ParkedPage(List<ParkedLine> lines, String next, int total) {

    public ParkedPage {
        lines = List.copyOf(lines);
    }
}
