package org.sentinelbridge.bench.alerts;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.sentinelbridge.bench.ServerProcess;

/** The stand-in of Azure as a process of its own, and what it tells. */
final class Azure implements AutoCloseable {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final HttpClient http = HttpClient.newHttpClient();
    private final int tlsPort = ServerProcess.freePort();
    private final ServerProcess process;

    Azure(Path folder, Path certificate) throws Exception {
        var countPort = ServerProcess.freePort();
        this.process = new ServerProcess(
                List.of(Contestants.java(), "-Xmx512m", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
                        StandIn.class.getName(), String.valueOf(tlsPort), String.valueOf(countPort), certificate.toString()),
                countPort,
                folder.resolve("stand-in.log"));
        process.awaitListening();
    }

    int port() {
        return tlsPort;
    }

    long cpuMillis() throws IOException {
        return process.cpuMillis();
    }

    Count count() throws IOException, InterruptedException {
        return Count.parse(new String(get("/count")));
    }

    /** One bit for the number of each alert that has ever arrived. */
    byte[] seen() throws IOException, InterruptedException {
        return get("/seen");
    }

    /** Waits until all that was accepted has arrived, but not for ever, nor once nobody is there to send it. */
    void await(long alerts, Count before, ServerProcess from) throws IOException, InterruptedException {
        var start = System.nanoTime();
        while (count().since(before).distinct() < alerts
                && from.isAlive()
                && System.nanoTime() - start < PATIENCE_NANOS) {
            Thread.sleep(50);
        }
    }

    private byte[] get(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + process.port() + path)).build();
        return http.send(request, BodyHandlers.ofByteArray()).body();
    }

    @Override
    public void close() {
        process.close();
    }
}
