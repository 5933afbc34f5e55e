package org.sentinelbridge.bench.alerts;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.sentinelbridge.bench.ServerProcess;

/**
 * What the run history costs: a bridge that keeps one beside one that keeps none, both under load at once, so that whatever else
 * slows the machine slows both. No two processes are compiled alike, so there are several pairs.
 */
final class HistoryCost {

    private static final int PAIRS = 6;
    private static final int CONNECTIONS = 12;

    private final Contestants contestants;
    private final Azure azure;
    private final List<String> alerts;
    private final Duration warmUp;
    private final Duration measured;
    private final List<Pair> pairs = new ArrayList<>();

    HistoryCost(Contestants contestants, Azure azure, List<String> alerts, Duration warmUp, Duration measured) {
        this.contestants = contestants;
        this.azure = azure;
        this.alerts = alerts;
        this.warmUp = warmUp;
        this.measured = measured;
    }

    void run() throws Exception {
        for (var i = 0; i < PAIRS; i++) {
            var firstHas = i % 2 == 0;
            try (var first = contestants.start(firstHas ? Contestants.BRIDGE : Contestants.WITHOUT_RUNS);
                    var second = contestants.start(firstHas ? Contestants.WITHOUT_RUNS : Contestants.BRIDGE)) {
                pairs.add(firstHas ? measure(first, second) : measure(second, first));
            }
            System.err.println("run history: " + pairs.get(i));
        }
    }

    private Pair measure(ServerProcess with, ServerProcess without) throws Exception {
        var loadOfOne = generator(with);
        var loadOfOther = generator(without);
        load(loadOfOne, with, loadOfOther, without, warmUp);
        return load(loadOfOne, with, loadOfOther, without, measured);
    }

    private Pair load(Generator one, ServerProcess with, Generator other, ServerProcess without, Duration duration) throws Exception {
        var before = azure.count();
        var cpuWith = with.cpuMillis();
        var cpuWithout = without.cpuMillis();
        var answers = CompletableFuture.supplyAsync(() -> run(one, duration));
        var ofOther = run(other, duration).alerts();
        var ofOne = answers.join().alerts();
        azure.await(ofOne + ofOther, before, with);
        return new Pair((with.cpuMillis() - cpuWith) * 1000.0 / ofOne, (without.cpuMillis() - cpuWithout) * 1000.0 / ofOther);
    }

    private static Answers run(Generator generator, Duration duration) {
        try {
            return generator.run(duration);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Generator generator(ServerProcess process) {
        var templates = alerts.stream().map(alert -> Template.of(process.port(), Contestants.KEY, List.of(alert))).toList();
        return new Generator(process.port(), templates, CONNECTIONS);
    }

    /** One sentence for readers of the tables. */
    String sentence() {
        var mean = pairs.stream().mapToDouble(Pair::percent).average().orElse(Double.NaN);
        var variance = pairs.stream().mapToDouble(pair -> Math.pow(pair.percent() - mean, 2)).sum() / (pairs.size() - 1);
        return String.format(Locale.ROOT, "The run history costs %.1f %% of the CPU (standard error %.1f; goal: less than 3), in %d pairs of bridges"
                        + " under load at the same time: %s.",
                mean, Math.sqrt(variance / pairs.size()), pairs.size(),
                pairs.stream().map(Pair::toString).collect(Collectors.joining(", ")));
    }

    /**
     * Two bridges at the same time.
     *
     * @param with CPU in µs for each alert, with a run history
     * @param without and without one
     */
    private record Pair(double with, double without) {

        double percent() {
            return 100 * (with / without - 1);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.0f to %.0f µs (%+.1f %%)", with, without, percent());
        }
    }
}
