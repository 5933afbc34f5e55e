package org.sentinelbridge.bench.events;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What the bridge is compared with: reads documents that are ready from a file and sends them by {@code _bulk}, as many at a time and as
 * many side by side as the bridge does, and does nothing else.
 */
public final class Loader {

    private static final int AT_ONCE = 500;
    private static final String ACCEPTED = "\"errors\":false";

    private Loader() {}

    /** Takes the URL of Elasticsearch, the data stream, and a file with a line for the id and one for the document, and so on. */
    public static void main(String[] arguments) throws Exception {
        var requests = new ConcurrentLinkedQueue<>(requests(arguments[0] + "/" + arguments[1] + "/_bulk", Path.of(arguments[2])));
        var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        var threads = new ArrayList<Thread>();
        for (var i = 0; i < Hub.PARTITIONS; i++) {
            threads.add(new Thread(() -> sendAll(http, requests)));
        }
        threads.forEach(Thread::start);
        for (var thread : threads) {
            thread.join();
        }
        Thread.currentThread().join(); // who has started it wants to look at it
    }

    private static List<HttpRequest> requests(String url, Path file) throws IOException {
        var requests = new ArrayList<HttpRequest>();
        try (var all = Files.lines(file)) {
            var lines = all.iterator();
            for (var body = next(lines); body.length > 0; body = next(lines)) {
                requests.add(HttpRequest.newBuilder(URI.create(url))
                        .header("Content-Type", "application/x-ndjson")
                        .POST(BodyPublishers.ofByteArray(body))
                        .build());
            }
        }
        return requests;
    }

    private static byte[] next(Iterator<String> lines) throws IOException {
        var body = new ByteArrayOutputStream();
        for (var i = 0; i < AT_ONCE && lines.hasNext(); i++) {
            var text = "{\"create\":{\"_id\":\"" + lines.next() + "\"}}\n" + lines.next() + "\n";
            body.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return body.toByteArray();
    }

    private static void sendAll(HttpClient http, ConcurrentLinkedQueue<HttpRequest> requests) {
        try {
            for (var request = requests.poll(); request != null; request = requests.poll()) {
                var answer = http.send(request, BodyHandlers.ofString());
                if (answer.statusCode() != 200 || !answer.body().contains(ACCEPTED)) {
                    throw new IOException(answer.statusCode() + " " + answer.body());
                }
            }
        } catch (IOException | InterruptedException e) {
            e.printStackTrace();
            System.exit(1);
        }
    }
}
