package org.sentinelbridge.app.live;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.support.RouteWatcherReloadStrategy;
import org.apache.camel.support.service.ServiceHelper;
import org.sentinelbridge.app.live.RoutesFolder.Stamp;
import org.sentinelbridge.base.validation.Schemas;
import org.sentinelbridge.component.mapping.Mappings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What runs is what the routes folder holds, or what it held when it was whole last.
 *
 * <p>The folder is read as a whole, at the start and whenever something in it has changed. What it holds then is tried as one, in
 * a context that serves nobody; if all of it comes up there it takes the place of what is running, as one. Camel 4.17's own
 * reload takes the old route away before it knows whether the new one can start, and knows nothing of files that are gone.
 */
public final class LiveRoutes implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LiveRoutes.class);
    private static final int MOST_SUSPECTS = 8;

    private final CamelContext context;
    private final RoutesFolder folder;
    private final Map<String, Stamp> seen;
    private final Snapshot atStart;
    private FolderWatch watch;

    /**
     * Reads the folder, and has the context start with the routes in it.
     *
     * @throws IllegalStateException if there are none
     */
    public LiveRoutes(CamelContext context, Path routes) {
        this.context = context;
        this.folder = new RoutesFolder(routes);
        this.seen = folder.look();
        this.atStart = folder.read();
        if (atStart.routeFiles().isEmpty()) {
            throw new IllegalStateException(routes.toAbsolutePath() + " holds no route: no file in it or in its folders ends with .camel.yaml."
                    + " Start in the folder in which application.properties and routes/ lie");
        }
        context.addComponent(EditableDirect.NAME, new EditableDirect());
        context.getRegistry().bind("folder-routes", new FolderRoutes(atStart));
    }

    /**
     * From now on what is saved is taken over. Call when the routes have started.
     *
     * @param pause runs its argument while no request is on its way through the routes
     */
    public void watch(Mappings mappings, Schemas schemas, Pause pause, Duration every) {
        // camel run --dev: it would reload single files beside us, in an order of its own
        var camels = context.hasService(RouteWatcherReloadStrategy.class);
        if (camels != null) {
            ServiceHelper.stopAndShutdownService(camels);
        }
        var running = new RunningRoutes(context, atStart, mappings, schemas, pause);
        watch = new FolderWatch(folder, seen, every, new Edits(running, mappings, schemas));
    }

    @Override
    public void close() {
        if (watch != null) {
            watch.close();
        }
    }

    /** Has something done at a moment when no request is on its way. */
    public interface Pause {
        void run(Runnable action) throws InterruptedException;
    }

    private final class Edits implements FolderWatch.Taking {

        private final RunningRoutes running;
        private final Mappings mappings;
        private final Schemas schemas;
        private boolean complained;

        Edits(RunningRoutes running, Mappings mappings, Schemas schemas) {
            this.running = running;
            this.mappings = mappings;
            this.schemas = schemas;
        }

        /** Camel itself starts with faults of which a request tells later, if at all. */
        @Override
        public void begin() {
            var faults = Trial.ofAll(context, running.snapshot(), mappings, schemas).faults();
            if (!faults.isEmpty()) {
                LOG.error("{} does not do all that it says, and requests may fail: {}", folder.path(), Fault.text(faults));
            }
        }

        @Override
        public Optional<String> take() {
            try {
                var wanted = folder.read();
                var changed = wanted.differing(running.snapshot());
                if (!changed.isEmpty()) {
                    var trial = tryOut(wanted);
                    if (!trial.faults().isEmpty()) {
                        return Optional.of(blame(wanted, changed, trial));
                    }
                    running.become(wanted, trial);
                    LOG.info("The edit of {} is live", names(changed, wanted));
                } else if (complained) {
                    LOG.info("{} has no fault any more; what it holds is live", folder.path());
                }
                complained = false;
                return Optional.empty();
            } catch (Exception e) {
                return Optional.of(Fault.cause(e));
            }
        }

        @Override
        public void complain(String fault) {
            complained = true;
            LOG.error("The edit of {} was refused, and the version before it keeps serving: {}", folder.path(), fault);
        }

        private Trial tryOut(Snapshot snapshot) {
            return new Trial(context, running.snapshot(), snapshot, mappings, schemas);
        }

        /**
         * A file that cannot be read is at fault. Otherwise a fault may show in a file that is innocent, because one that it needs has
         * changed or gone: then those are at fault that would be if nothing else had changed.
         */
        private String blame(Snapshot wanted, Set<String> changed, Trial trial) {
            var guilty = changed;
            if (trial.isReadable() && changed.size() > 1 && changed.size() <= MOST_SUSPECTS) {
                guilty = changed.stream()
                        .filter(file -> !tryOut(running.snapshot().with(file, wanted)).faults().isEmpty())
                        .collect(Collectors.toCollection(TreeSet::new));
            }
            var suspects = guilty.isEmpty() ? changed : guilty;
            var own = trial.faults().stream().filter(fault -> suspects.contains(fault.file())).toList();
            return own.isEmpty() ? names(suspects, wanted) + ": " + Fault.text(trial.faults()) : Fault.text(own);
        }

        private static String names(Collection<String> files, Snapshot wanted) {
            var some = files.stream()
                    .limit(MOST_SUSPECTS)
                    .map(file -> file + (wanted.files().containsKey(file) ? "" : " (deleted)"))
                    .collect(Collectors.joining(", "));
            return some + (files.size() > MOST_SUSPECTS ? " and " + (files.size() - MOST_SUSPECTS) + " more" : "");
        }
    }
}
