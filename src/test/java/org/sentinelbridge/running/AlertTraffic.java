package org.sentinelbridge.running;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Callers that send one alert after the other, as Kibana does for each alert of a rule, until they are stopped; whatever is
 * not answered with 2xx they forget. Remembers what was accepted, and which other answers came.
 */
final class AlertTraffic implements AutoCloseable {

    private static final int CALLERS = 8;
    private static final long PAUSE_MILLIS = 30;
    private static final String TEXT = "A process that nobody knows was started by a printer. ".repeat(20);

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final List<Supplier<String>> targets;
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final Map<Integer, Integer> answers = new ConcurrentHashMap<>();
    private final List<Thread> callers = new ArrayList<>();
    private volatile boolean stopped;

    /** @param targets base URLs, asked for anew for each request, as a bridge that is started again has another port */
    private AlertTraffic(List<Supplier<String>> targets) {
        this.targets = targets;
    }

    static AlertTraffic to(List<Supplier<String>> targets) {
        var traffic = new AlertTraffic(targets);
        for (var i = 0; i < CALLERS; i++) {
            var number = i;
            var thread = new Thread(() -> traffic.call(number), "caller-" + i);
            traffic.callers.add(thread);
            thread.start();
        }
        return traffic;
    }

    /** The uuids of the alerts for which a 2xx came back. */
    Set<String> accepted() {
        return accepted;
    }

    /** How many answers of each status came; -1 for none at all. */
    Map<Integer, Integer> answers() {
        return answers;
    }

    /** Ends all callers, each after the answer that it waits for. */
    AlertTraffic stop() {
        stopped = true;
        try {
            for (var caller : callers) {
                caller.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return this;
    }

    @Override
    public void close() {
        stop();
    }

    static String alert(String uuid) {
        return "{\"alerts\":[{\"@timestamp\":\"2026-03-31T08:10:54.778Z\",\"kibana\":{\"alert\":{\"uuid\":\"" + uuid
                + "\",\"severity\":\"high\",\"reason\":\"" + TEXT + "\",\"rule\":{\"name\":\"Printers\"}}}}]}";
    }

    private void call(int number) {
        for (var i = number; !stopped; i++) {
            var uuid = UUID.randomUUID().toString();
            try {
                var request = HttpRequest.newBuilder(URI.create(targets.get(i % targets.size()).get() + "/alerts"))
                        .timeout(Duration.ofSeconds(30))
                        .header("X-Api-Key", RunningBridge.KEY)
                        .POST(BodyPublishers.ofString(alert(uuid)))
                        .build();
                var status = http.send(request, BodyHandlers.ofString()).statusCode();
                if (status / 100 == 2) {
                    accepted.add(uuid);
                }
                answers.merge(status, 1, Integer::sum);
            } catch (java.io.IOException e) {
                answers.merge(-1, 1, Integer::sum);
            } catch (InterruptedException e) {
                return;
            }
            pause();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
