package org.sentinelbridge.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.spi.ComponentCustomizer;
import org.sentinelbridge.base.health.Readiness;
import org.sentinelbridge.base.retry.CallLimits;
import org.sentinelbridge.base.retry.Turns;
import org.sentinelbridge.base.runs.Journal;
import org.sentinelbridge.base.runs.Refusals;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.base.store.SoleUse;
import org.sentinelbridge.base.store.Store;
import org.sentinelbridge.base.store.WriteProbe;
import org.sentinelbridge.base.validation.FieldErrors;
import org.sentinelbridge.base.validation.Schemas;
import org.sentinelbridge.operate.doctor.Side;

/** What all others stand on: the store, the journal of runs, limits of calls and retries, schemas. */
final class BaseWing implements Wing {

    private final Store store;
    private final RunJournal journal;
    private final CallLimits limits;
    private final Schemas schemas;
    private final Turns turns = new Turns();
    private final Optional<Path> file;
    private volatile Optional<SoleUse> soleUse = Optional.empty();
    private CompletableFuture<Void> opening = CompletableFuture.completedFuture(null);

    BaseWing(CamelContext context, Settings settings) throws IOException {
        settings.duration("retry.first-delay", Duration.ofMillis(1), Duration.ofMinutes(1)); // which error-policy.camel.yaml reads
        limits = new CallLimits(settings.duration("http.call-timeout", Duration.ofMillis(100), Duration.ofMinutes(5)));
        store = Store.of(settings);
        file = Store.file(settings);
        schemas = new Schemas(Path.of("routes", "schemas"));
        journal = RunJournal.bind(context, settings, store);

        var beans = context.getRegistry();
        beans.bind("callLimits", limits);
        beans.bind("limitedCalls", ComponentCustomizer.forType(HttpComponent.class, http -> http.setHttpClientConfigurer(limits)));
        beans.bind("turns", turns);
        beans.bind("fieldErrors", new FieldErrors());
        beans.bind("schemas", schemas);
        Readiness.register(context, "store", new WriteProbe(store)::obstacle);
        SidePulses.of(context).add(Side.STORE, () -> SidePulses.pulse(List.of(store.writes().wellbeing())));
    }

    Store store() {
        return store;
    }

    CallLimits limits() {
        return limits;
    }

    Turns turns() {
        return turns;
    }

    Schemas schemas() {
        return schemas;
    }

    Journal journal() {
        return journal.journal();
    }

    /** What the webhook server refuses before any route sees it. */
    Refusals refusals() {
        return journal.refusals();
    }

    /** Opening the store is half a second of work that the start of the sandbox need not wait for. */
    @Override
    public void begin() {
        opening = CompletableFuture.runAsync(this::open, task -> new Thread(task, "store-opening").start());
    }

    private void open() {
        soleUse = file.map(SoleUse::of);
        store.open();
    }

    /** Begins when the store is open, which all that comes after it needs. */
    Wing whenOpen() {
        return new Wing() {
            @Override
            public void begin() throws Exception {
                try {
                    opening.get();
                } catch (ExecutionException e) {
                    throw e.getCause() instanceof Exception failure ? failure : e;
                }
                journal.start();
            }
        };
    }

    @Override
    public void end() {
        opening.exceptionally(known -> null).join();
        limits.close();
        journal.close();
        store.close();
        soleUse.ifPresent(SoleUse::close);
    }
}
