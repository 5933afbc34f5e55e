package org.sentinelbridge.elastic.elasticsearch;

import java.time.Instant;
import java.util.Optional;
import org.sentinelbridge.base.health.Wellbeing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether something works, and if not, why and since when. Says in the log when that changes, and not at every attempt. */
final class Condition {

    private static final Logger LOG = LoggerFactory.getLogger("org.sentinelbridge.elastic");

    /**
     * Why it does not work.
     *
     * @param advice what a person must do; empty if it may heal by itself
     */
    record Trouble(String text, String advice, Instant since) {

        String sentence() {
            return text.replaceFirst("\\.$", "") + "." + (advice.isEmpty() ? "" : " " + advice);
        }
    }

    private final String what;
    private final String waiting;
    private final Wellbeing wellbeing = new Wellbeing();
    private Trouble trouble;

    /**
     * @param what what this is the condition of, for the log
     * @param waiting what happens meanwhile, for the log
     */
    Condition(String what, String waiting) {
        this.what = what;
        this.waiting = waiting;
    }

    synchronized void failed(ElasticsearchFailure failure) {
        var text = String.valueOf(failure.getMessage());
        var isNew = trouble == null || !trouble.advice.equals(failure.advice());
        trouble = new Trouble(text, failure.advice(), trouble == null ? Instant.now() : trouble.since);
        wellbeing.fails(trouble.sentence(), !failure.advice().isEmpty());
        if (isNew) {
            LOG.warn("{}: {} {}", what, trouble.sentence(), waiting);
        }
    }

    synchronized void works() {
        wellbeing.works();
        if (trouble != null) {
            LOG.info("{}: works again", what);
            trouble = null;
        }
    }

    /** For health checks and the console. */
    Wellbeing wellbeing() {
        return wellbeing;
    }

    synchronized Optional<Trouble> trouble() {
        return Optional.ofNullable(trouble);
    }
}
