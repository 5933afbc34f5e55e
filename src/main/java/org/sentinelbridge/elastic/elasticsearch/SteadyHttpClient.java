package org.sentinelbridge.elastic.elasticsearch;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.http.concurrent.FutureCallback;
import org.apache.http.impl.nio.client.CloseableHttpAsyncClient;
import org.apache.http.nio.protocol.HttpAsyncRequestProducer;
import org.apache.http.nio.protocol.HttpAsyncResponseConsumer;
import org.apache.http.protocol.HttpContext;

/**
 * The HTTP client below Elasticsearch's own, with habits that camel-elasticsearch 4.17 needs. The caller's thread waits for
 * the answer and goes on with it; else a route would go on, and wait for the store, in the thread that serves all connections. A
 * call ends in time as a whole; the client's own timeout begins anew with every packet. And the end of a route, such as a reload,
 * does not close it: only its owner does, by {@link #end}.
 */
final class SteadyHttpClient extends CloseableHttpAsyncClient {

    private final CloseableHttpAsyncClient client;
    private final Duration limit;

    private final boolean compressed;

    SteadyHttpClient(CloseableHttpAsyncClient client, Duration limit, boolean compressed) {
        this.client = client;
        this.limit = limit;
        this.compressed = compressed;
    }

    @Override
    public <T> Future<T> execute(
            HttpAsyncRequestProducer request, HttpAsyncResponseConsumer<T> response, HttpContext context, FutureCallback<T> callback) {
        var result = new CompletableFuture<T>();
        try {
            result.complete(await(client.execute(SteadyRequest.of(request, compressed), response, context, null)));
        } catch (ExecutionException e) {
            result.completeExceptionally(e.getCause());
        } catch (IOException e) {
            result.completeExceptionally(e);
        }
        if (callback != null) {
            result.whenComplete((answer, failure) -> tell(callback, answer, failure));
        }
        return result;
    }

    private <T> T await(Future<T> call) throws ExecutionException, IOException {
        try {
            return call.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            call.cancel(true);
            throw new InterruptedIOException("no complete answer within " + limit.toMillis() + " ms");
        } catch (InterruptedException e) {
            call.cancel(true);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    private static <T> void tell(FutureCallback<T> callback, T answer, Throwable failure) {
        if (failure == null) {
            callback.completed(answer);
        } else {
            callback.failed(failure instanceof Exception e ? e : new IOException(failure));
        }
    }

    @Override
    public boolean isRunning() {
        return client.isRunning();
    }

    @Override
    public void start() {
        client.start();
    }

    @Override
    public void close() {
        // routes come and go, and others use this client meanwhile
    }

    /** Closes all connections. */
    void end() throws IOException {
        client.close();
    }
}
