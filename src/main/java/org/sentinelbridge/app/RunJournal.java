package org.sentinelbridge.app;

import java.time.Duration;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.sentinelbridge.base.runs.Journal;
import org.sentinelbridge.base.runs.LogWords;
import org.sentinelbridge.base.runs.Refusals;
import org.sentinelbridge.base.runs.Retention;
import org.sentinelbridge.base.runs.RunMeters;
import org.sentinelbridge.base.runs.RunRecorder;
import org.sentinelbridge.base.runs.StepHistory;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.base.store.Store;

/** Puts every run on record, by the settings {@code runs.*}. */
final class RunJournal implements AutoCloseable {

    private final Journal journal;
    private final Refusals refusals;

    private RunJournal(Journal journal, Refusals refusals) {
        this.journal = journal;
        this.refusals = refusals;
    }

    /** Call before the routes are loaded. */
    static RunJournal bind(CamelContext context, Settings settings, Store store) {
        var retention = new Retention(
                settings.duration("runs.keep-for", Duration.ZERO, Duration.ofDays(3_650)),
                settings.number("runs.max-rows", 1_000, 100_000_000));
        var meters = new RunMeters(Meters.of(context));
        var journal = new Journal(store, meters, retention);
        context.setMessageHistoryFactory(new StepHistory());
        context.getCamelContextExtension().addLogListener(new LogWords());
        context.addRoutePolicyFactory(new RunRecorder(journal::record));
        return new RunJournal(
                journal, new Refusals(journal, meters, Map.of("/cases", "case-webhook", "/alerts", "alert-webhook")));
    }

    /** Begins to write. The store must be open. */
    void start() {
        journal.start();
        refusals.start();
    }

    /** For runs that begin with no route of their own. */
    Journal journal() {
        return journal;
    }

    /** What the webhook server refuses before any route sees it. */
    Refusals refusals() {
        return refusals;
    }

    @Override
    public void close() {
        refusals.close();
        journal.close();
    }
}
