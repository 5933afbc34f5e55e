package org.sentinelbridge.base.retry;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.apache.hc.core5.util.Timeout;

/**
 * Ends every outbound HTTP call in time: after a limit of its own or at the deadline of its exchange, whatever comes
 * first, counted from the first byte sent to the last byte read. HttpClient's own response timeout begins anew with
 * every packet, so a server that sends one byte a second could hold a caller for hours.
 *
 * <p>The route says how long the exchange can still wait in the header {@value #TIME_LEFT}, which never leaves this
 * process. Answers are read whole within the limit; one of more than {@value #MOST_BYTES} bytes is an IOException that says so.
 */
public final class CallLimits implements HttpClientConfigurer, AutoCloseable {

    /** Milliseconds that the call may take at the most. */
    public static final String TIME_LEFT = "Bridge-Time-Left";

    /**
     * A thousand incidents have 5 MB. An answer is in memory more than once while it is read, and as a tree it is several times as
     * large; the heap has 110 MB for everything.
     */
    static final int MOST_BYTES = 12 * 1024 * 1024;

    private static final int PIECE = 16 * 1024;

    private final Duration limit;
    private final ScheduledThreadPoolExecutor timer;

    /** @param limit how long a call may take when its exchange sets no narrower limit */
    public CallLimits(Duration limit) {
        this.limit = limit;
        this.timer = new ScheduledThreadPoolExecutor(1, task -> {
            var thread = new Thread(task, "call-limits");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
    }

    /** How many milliseconds the next call of this exchange may take. */
    public long timeLeft(Exchange exchange) {
        return Math.min(limit.toMillis(), Deadline.of(exchange).left().toMillis());
    }

    @Override
    public void configureHttpClient(HttpClientBuilder builder) {
        builder.addExecInterceptorFirst("call-limits", (ExecChainHandler) this::execute);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        var millis = limit.toMillis();
        var header = request.getFirstHeader(TIME_LEFT);
        if (header != null) {
            millis = Long.parseLong(header.getValue());
            request.removeHeaders(TIME_LEFT);
        }
        var config = RequestConfig.copy(scope.clientContext.getRequestConfigOrDefault())
                .setResponseTimeout(Timeout.ofMilliseconds(millis))
                .setConnectionRequestTimeout(Timeout.ofMilliseconds(millis))
                .build();
        scope.clientContext.setRequestConfig(config);
        var late = new AtomicBoolean();
        var end = timer.schedule(
                () -> {
                    late.set(true);
                    ((Cancellable) scope.originalRequest).cancel();
                },
                millis,
                TimeUnit.MILLISECONDS);
        try {
            var response = chain.proceed(request, scope);
            readWhole(response);
            return response;
        } catch (IOException | HttpException | RuntimeException e) {
            // HttpClient takes a call that is cancelled between two of its steps for a fault of its own
            if (late.get()) {
                var timeout = new InterruptedIOException("No complete answer within " + millis + " ms");
                timeout.initCause(e);
                throw timeout;
            }
            throw e;
        } finally {
            end.cancel(false);
        }
    }

    private static void readWhole(ClassicHttpResponse response) throws IOException {
        var entity = response.getEntity();
        if (entity == null) {
            return;
        }
        if (entity.getContentLength() > MOST_BYTES) {
            throw tooLong(response);
        }
        // In pieces: one array that grows is there two or three times while it does.
        var pieces = new ArrayList<InputStream>();
        var length = 0;
        var in = entity.getContent();
        for (var piece = in.readNBytes(PIECE); piece.length > 0; piece = in.readNBytes(PIECE)) {
            length += piece.length;
            if (length > MOST_BYTES) {
                throw tooLong(response);
            }
            pieces.add(new ByteArrayInputStream(piece));
        }
        in.close();
        response.setEntity(new InputStreamEntity(
                new SequenceInputStream(Collections.enumeration(pieces)),
                length,
                ContentType.parseLenient(entity.getContentType()),
                entity.getContentEncoding()));
    }

    /** Gives the connection up: whoever closes the answer's stream instead reads it to its end. */
    private static IOException tooLong(ClassicHttpResponse response) throws IOException {
        response.close();
        return new IOException("The answer has more than " + MOST_BYTES + " bytes");
    }
}
