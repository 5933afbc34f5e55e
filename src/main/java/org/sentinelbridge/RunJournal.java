package org.sentinelbridge;

import java.time.Duration;
import org.apache.camel.CamelContext;
import org.sentinelbridge.runs.Journal;
import org.sentinelbridge.runs.Retention;
import org.sentinelbridge.runs.RunMeters;
import org.sentinelbridge.runs.RunRecorder;
import org.sentinelbridge.runs.RunTable;
import org.sentinelbridge.runs.StepHistory;
import org.sentinelbridge.settings.Settings;
import org.sentinelbridge.store.Store;

/** Puts every run on record, by the settings {@code runs.*}. */
final class RunJournal {

    private RunJournal() {}

    /** Binds {@code journal} and {@code runs}. Call before the routes are loaded. */
    static Journal bind(CamelContext context, Settings settings, Store store) {
        var retention = new Retention(
                settings.duration("runs.keep-for", Duration.ZERO, Duration.ofDays(3_650)),
                settings.number("runs.max-rows", 1_000, 100_000_000));
        var journal = new Journal(store, new RunMeters(Management.meters(context)), retention);
        context.setMessageHistoryFactory(new StepHistory());
        context.addRoutePolicyFactory(new RunRecorder(journal::record));
        context.getRegistry().bind("journal", journal);
        context.getRegistry().bind("runs", new RunTable(store));
        return journal;
    }
}
