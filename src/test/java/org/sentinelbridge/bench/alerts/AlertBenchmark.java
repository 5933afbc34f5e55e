package org.sentinelbridge.bench.alerts;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sentinelbridge.bench.Proc;
import org.sentinelbridge.bench.ServerProcess;

/**
 * Prints what taking and delivering alerts costs. All contestants are there from the beginning and take turns, the first of which are
 * not counted, so that a machine that grows slower or faster does so for all of them. Takes the folder of the packaged bridge as its
 * argument, and two system properties: {@code bench.alerts.only}, a part of the name of the one contestant to run, or of
 * {@value #HISTORY}; {@code bench.alerts.seconds}, how long a turn takes that is not counted, with one alert a request; the others are
 * a half or a quarter as long.
 */
public final class AlertBenchmark {

    private static final String HISTORY = "cost of the run history";
    private static final int MANY = 1000;
    private static final int TURNS = 3;
    private static final long SELF = ProcessHandle.current().pid();

    private final List<String> alerts = Alert.templates();
    private final List<String> failures = new ArrayList<>();
    private final Path folder;
    private final Contestants contestants;
    private final Azure azure;

    private AlertBenchmark(Path distribution) throws Exception {
        // beside the bridge, because the temporary folder may be in memory, where keeping things costs nothing
        this.folder = Files.createTempDirectory(distribution.toAbsolutePath().getParent(), "bench").toAbsolutePath();
        var certificate = Certificate.make(folder);
        this.azure = new Azure(folder, certificate);
        this.contestants = new Contestants(distribution, folder, certificate, azure.port());
    }

    public static void main(String[] arguments) throws Exception {
        var benchmark = new AlertBenchmark(Path.of(arguments[0]));
        try {
            benchmark.run(System.getProperty("bench.alerts.only", ""), seconds());
        } finally {
            benchmark.azure.close();
        }
        benchmark.tidy();
        System.exit(0);
    }

    /** What was kept can be large; it stays, with all that was printed, if something went wrong. */
    private void tidy() throws IOException {
        if (failures.isEmpty()) {
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static int seconds() {
        var given = System.getProperty("bench.alerts.seconds", "");
        return given.isEmpty() ? 20 : Integer.parseInt(given);
    }

    private void run(String only, int seconds) throws Exception {
        var single = new Report(series("One alert a request, 24 connections", 1, 24, 9, seconds, Math.max(1, seconds / 2)));
        var many = new Report(series("1,000 alerts a request, 4 connections", MANY, 4, 1, seconds / 2, Math.max(1, seconds / 4)));
        var names = Stream.of(Contestants.BRIDGE, Contestants.COLLECTING, Contestants.ONE_BY_ONE)
                .filter(name -> name.contains(only));
        var all = new LinkedHashMap<String, ServerProcess>();
        try {
            for (var name : names.toList()) {
                all.put(name, contestants.start(name));
                System.err.println(name + ": process " + all.get(name).pid());
            }
            takeTurns(all, single);
            takeTurns(all, many);
        } catch (IllegalStateException e) {
            failures.add(e.getMessage());
        } finally {
            all.values().forEach(ServerProcess::close);
        }
        print(single, many);
        if (HISTORY.contains(only)) {
            var cost = new HistoryCost(contestants, azure, alerts, Duration.ofSeconds(seconds), Duration.ofSeconds(2 * seconds));
            cost.run();
            System.out.println(cost.sentence());
        }
    }

    private static Series series(String name, int alerts, int connections, int warmUps, int warmUp, int measured) {
        return new Series(name, alerts, connections, warmUps, Duration.ofSeconds(warmUp), Duration.ofSeconds(measured));
    }

    private void takeTurns(Map<String, ServerProcess> all, Report report) throws Exception {
        var series = report.series();
        var generators = new HashMap<String, Generator>();
        for (var name : all.keySet()) {
            var port = all.get(name).port();
            generators.put(name, new Generator(port, templates(port, series.alerts()), series.connections()));
        }
        for (var turn = 0; turn < series.warmUps(); turn++) {
            for (var name : all.keySet()) {
                warmUp(name, all.get(name), generators.get(name), series.warmUp());
            }
        }
        for (var turn = 0; turn < TURNS; turn++) {
            for (var name : all.keySet()) {
                report.add(name, measure(all.get(name), generators.get(name), series.measured()));
            }
        }
    }

    private void warmUp(String name, ServerProcess contestant, Generator generator, Duration duration) throws Exception {
        var answers = measure(contestant, generator, duration).answers();
        if (answers.alerts() == 0) {
            throw new IllegalStateException(name + ": no alert was accepted, but answered " + answers.others() + ": " + contestant.printed());
        }
    }

    private Outcome measure(ServerProcess contestant, Generator generator, Duration duration) throws Exception {
        var before = azure.count();
        var machine = Machine.now();
        var own = Proc.cpuMillis(SELF);
        var cpu = contestant.cpuMillis();
        var azureCpu = azure.cpuMillis();
        var answers = generator.run(duration);
        own = Proc.cpuMillis(SELF) - own;
        var meanwhile = azure.count().since(before);
        var after = Machine.now();
        var known = own + contestant.cpuMillis() - cpu + azure.cpuMillis() - azureCpu;
        var ended = System.nanoTime();
        azure.await(answers.alerts(), before, contestant);
        var lost = answers.missing(azure.seen());
        if (!contestant.isAlive()) {
            throw new IllegalStateException("It ended meanwhile, with " + answers.alerts() + " alerts accepted, of which " + lost
                    + " had not been delivered: " + contestant.printed());
        }
        return new Outcome(
                answers,
                meanwhile,
                azure.count().since(before),
                lost,
                (System.nanoTime() - ended) / 1e9,
                contestant.cpuMillis() - cpu,
                own,
                azure.cpuMillis() - azureCpu,
                contestant.megabytes("VmHWM"),
                after.busyPercent(machine),
                after.busyPercent(machine) - after.percent(machine, known),
                after.stolenPercent(machine));
    }

    private List<Template> templates(int port, int size) {
        return size == 1
                ? alerts.stream().map(alert -> Template.of(port, Contestants.KEY, List.of(alert))).toList()
                : List.of(Template.of(port, Contestants.KEY, inTurn(size)));
    }

    private List<String> inTurn(int size) {
        return IntStream.range(0, size).mapToObj(number -> alerts.get(number % alerts.size())).toList();
    }

    /** How small a request's worth of alerts becomes. */
    private double ratio(int level) {
        var template = Template.of(0, Contestants.KEY, inTurn(MANY / 3));
        var request = ByteBuffer.allocate(template.length());
        template.write(0, new byte[Marker.LENGTH], request);
        return (double) request.capacity() / new Gzip(level).zip(request.array()).length;
    }

    private void print(Report... reports) throws IOException, InterruptedException {
        var sizes = alerts.stream().mapToInt(String::length).summaryStatistics();
        System.out.println();
        System.out.printf(Locale.ROOT, "Measured on %s with Java %d on %d cores, which contestant, stand-in and load generator share; files on %s.%n",
                LocalDate.now(), Runtime.version().feature(), Runtime.getRuntime().availableProcessors(), Files.getFileStore(folder).type());
        System.out.println("Options of each contestant's Java machine: " + String.join(" ", contestants.options()));
        System.out.printf(Locale.ROOT, "%d different alerts of %,.0f bytes (%,d to %,d), zipped to 1/%.1f at level 1, 1/%.1f at level 6.%n",
                alerts.size(), sizes.getAverage(), sizes.getMin(), sizes.getMax(), ratio(1), ratio(6));
        for (var report : reports) {
            System.out.println();
            System.out.println(report.table());
        }
        System.out.println();
        failures.forEach(failure -> System.out.println("FAILED: " + failure));
    }
}
