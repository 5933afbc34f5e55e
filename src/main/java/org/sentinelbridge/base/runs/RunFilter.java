package org.sentinelbridge.base.runs;

import java.time.Instant;
import java.util.Optional;

/**
 * Which runs are wanted. Each empty text or value lets all through.
 *
 * @param flow exactly
 * @param outcome exactly
 * @param caseId exactly
 * @param incidentId exactly
 * @param text somewhere in cause, case, incident, run id or action, in any case
 * @param from began then or later
 * @param to began before
 */
public record RunFilter(
        String flow,
        Optional<Outcome> outcome,
        String caseId,
        String incidentId,
        String text,
        Optional<Instant> from,
        Optional<Instant> to) {

    public static final RunFilter ALL =
            new RunFilter("", Optional.empty(), "", "", "", Optional.empty(), Optional.empty());
}
