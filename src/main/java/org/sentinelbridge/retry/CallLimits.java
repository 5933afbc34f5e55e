package org.sentinelbridge.retry;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
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
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.apache.hc.core5.util.Timeout;

/**
 * Ends every outbound HTTP call in time: after a limit of its own or at the deadline of its exchange, whatever comes
 * first, counted from the first byte sent to the last byte read. HttpClient's own response timeout begins anew with
 * every packet, so a server that sends one byte a second could hold a caller for hours.
 *
 * <p>The route says how long the exchange can still wait in the header {@value #TIME_LEFT}, which never leaves this
 * process. Answers are read whole within the limit, up to {@value #MOST_BYTES} bytes.
 */
public final class CallLimits implements HttpClientConfigurer, AutoCloseable {

    /** Milliseconds that the call may take at the most. */
    public static final String TIME_LEFT = "Bridge-Time-Left";

    private static final int MOST_BYTES = 32 * 1024 * 1024;

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
        } catch (IOException e) {
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
        var bytes = new ByteArrayOutputStream(4096);
        try (var in = entity.getContent()) {
            var buffer = new byte[8192];
            for (var n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                bytes.write(buffer, 0, n);
                if (bytes.size() > MOST_BYTES) {
                    throw new IOException("The answer has more than " + MOST_BYTES + " bytes");
                }
            }
        }
        response.setEntity(new InputStreamEntity(
                new ByteArrayInputStream(bytes.toByteArray()),
                bytes.size(),
                org.apache.hc.core5.http.ContentType.parseLenient(entity.getContentType()),
                entity.getContentEncoding()));
    }
}
