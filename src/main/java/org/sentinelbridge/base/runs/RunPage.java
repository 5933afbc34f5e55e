package org.sentinelbridge.base.runs;

import java.util.List;

/**
 * Some runs of many.
 *
 * @param runs without their steps
 * @param next the cursor to go on with; of {@link RunTable#find} the empty text when there are no more
 */
public record RunPage(List<Run> runs, String next) {}
