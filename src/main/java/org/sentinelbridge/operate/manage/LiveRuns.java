package org.sentinelbridge.operate.manage;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.sentinelbridge.base.runs.RunFilter;
import org.sentinelbridge.base.runs.RunJson;
import org.sentinelbridge.base.runs.RunPage;
import org.sentinelbridge.base.runs.RunTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /manage/runs/live}: runs as they are recorded, as server-sent events of the name {@code run}. Read from the store, so
 * that those of other replicas are among them. The id of an event is the cursor to go on from after a break
 * ({@code Last-Event-ID}). Of more than {@value #MOST_AT_ONCE} runs in a second the rest comes in the next.
 */
final class LiveRuns implements Handler<RoutingContext> {

    private static final Logger LOG = LoggerFactory.getLogger(LiveRuns.class);
    private static final int MOST_AT_ONCE = 200;
    private static final int MOST_LISTENERS = 20;
    private static final long LOOK_EVERY_MILLIS = 1_000;
    private static final int QUIET_LOOKS = 15;

    private final RunTable runs;
    private final Workers workers;
    private final AtomicInteger listeners = new AtomicInteger();

    LiveRuns(RunTable runs, Workers workers) {
        this.runs = runs;
        this.workers = workers;
    }

    @Override
    public void handle(RoutingContext context) {
        RunFilter filter;
        try {
            filter = RunsApi.filter(new Call(context, Gate.right(context)));
        } catch (Problem e) {
            Answers.error(context, e.status(), e.getMessage());
            return;
        } catch (IllegalArgumentException e) {
            Answers.error(context, 400, e.getMessage());
            return;
        }
        if (listeners.incrementAndGet() > MOST_LISTENERS) {
            listeners.decrementAndGet();
            Answers.error(context, 503, MOST_LISTENERS + " pages follow the runs already");
            return;
        }
        var listener = new Listener(context, filter, context.request().getHeader("Last-Event-ID"));
        context.addEndHandler(done -> {
            listeners.decrementAndGet();
            listener.stop();
        });
        listener.start();
    }

    /** One who follows. All but reading the store happens in the event loop of the server. */
    private final class Listener {

        private final RoutingContext context;
        private final RunFilter filter;
        private final AtomicBoolean reading = new AtomicBoolean();
        private String cursor;
        private long timer;
        private int quiet;

        Listener(RoutingContext context, RunFilter filter, String lastEventId) {
            this.context = context;
            this.filter = filter;
            this.cursor = lastEventId == null || !lastEventId.matches("\\d{1,18}") ? "" : lastEventId;
        }

        void start() {
            context.response()
                    .setChunked(true)
                    .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
                    .putHeader("X-Accel-Buffering", "no")
                    .write("retry: 2000\n\n");
            timer = context.vertx().setPeriodic(0, LOOK_EVERY_MILLIS, look -> look());
        }

        void stop() {
            context.vertx().cancelTimer(timer);
        }

        private void look() {
            if (context.response().writeQueueFull()) {
                // who does not read what was sent must not fill our memory
                context.request().connection().close();
                return;
            }
            if (!reading.compareAndSet(false, true)) {
                return;
            }
            var from = cursor;
            var loop = context.vertx().getOrCreateContext();
            try {
                workers.execute(false, () -> {
                    try {
                        var page = from.isEmpty()
                                ? new RunPage(List.of(), runs.newest())
                                : runs.since(filter, MOST_AT_ONCE, from);
                        loop.runOnContext(now -> show(page));
                    } catch (RuntimeException e) {
                        LOG.debug("Runs cannot be read now", e);
                    } finally {
                        reading.set(false);
                    }
                });
            } catch (RejectedExecutionException e) {
                reading.set(false);
            }
        }

        private void show(RunPage page) {
            var response = context.response();
            if (response.ended() || response.closed()) {
                return;
            }
            cursor = page.next();
            for (var run : page.runs()) {
                response.write("event: run\nid: " + cursor + "\ndata: " + RunJson.line(run) + "\n\n");
            }
            quiet = page.runs().isEmpty() ? quiet + 1 : 0;
            if (quiet >= QUIET_LOOKS) {
                quiet = 0;
                response.write(": nothing new\n\n");
            }
        }
    }
}
