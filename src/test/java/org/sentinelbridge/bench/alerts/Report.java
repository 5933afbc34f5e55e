package org.sentinelbridge.bench.alerts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A table of one load: a row for each figure, a column for each contestant. */
final class Report {

    private final Series series;
    private final Map<String, Outcome> outcomes = new LinkedHashMap<>();
    private final List<String> lines = new ArrayList<>();

    Report(Series series) {
        this.series = series;
    }

    Series series() {
        return series;
    }

    void add(String contestant, Outcome outcome) {
        outcomes.merge(contestant, outcome, Outcome::and);
        System.err.println(contestant + ", " + series.name() + ": " + number("%,.0f", outcome.acceptedPerSecond()) + " alerts/s, "
                + number("%.0f", outcome.cpuMillisPerThousand()) + " CPU ms per 1,000 alerts");
    }

    String table() {
        lines.clear();
        if (outcomes.isEmpty()) {
            return "";
        }
        line(series.name(), outcomes.keySet().stream());
        lines.add("|---" + "|---".repeat(outcomes.size()) + "|");
        row("Alerts accepted a second", one -> number("%,.0f", one.acceptedPerSecond()));
        row("Acknowledged within: p50 / p99 / max", one -> number("%.1f / %.1f / %.1f ms",
                one.answers().percentile(50), one.answers().percentile(99), one.answers().percentile(100)));
        row("CPU per 1,000 alerts", one -> number("%.0f ms", one.cpuMillisPerThousand()));
        against(Contestants.COLLECTING);
        against(Contestants.ONE_BY_ONE);
        row("Most resident memory so far", one -> one.megabytes() + " MB");
        row("Other answers", one -> one.answers().others().isEmpty() ? "none" : one.answers().others().toString());
        row("Alerts delivered a second while the load ran", one -> number("%,.0f", one.deliveredPerSecond()));
        row("All delivered, after the load ended, at the latest", one -> one.lost() > 0 ? "never" : number("%.1f s", one.drainSeconds()));
        row("Alerts accepted / lost / delivered twice", one -> number("%,d / %,d / %,d",
                one.answers().alerts(), one.lost(), one.arrived().rows() - one.arrived().distinct()));
        row("Alerts a request to Azure; zipped to; requests over 1 MB", one -> number("%,.0f; 1/%.1f; %d",
                (double) one.arrived().rows() / one.arrived().requests(), one.arrived().zipRatio(), one.arrived().tooLarge()));
        row("Load generator: CPU a request", one -> number("%.0f µs", one.generatorMicrosPerRequest()));
        row("Stand-in of Azure: CPU per 1,000 alerts", one -> number("%.0f ms", one.standInMillisPerThousand()));
        row("All cores: busy / with other programs / stolen by the host", one -> number("%.0f / %.0f / %.1f %%",
                one.busyPercent(), one.othersPercent(), one.stolenPercent()));
        return String.join("\n", lines);
    }

    private void against(String baseline) {
        var base = outcomes.get(baseline);
        if (base != null && outcomes.size() > 1) {
            row("Against " + baseline + ": alerts/s; CPU", one -> number("%.2f ×; %.2f ×",
                    one.acceptedPerSecond() / base.acceptedPerSecond(),
                    one.cpuMillisPerThousand() / base.cpuMillisPerThousand()));
        }
    }

    private void row(String what, Function<Outcome, String> figure) {
        line(what, outcomes.values().stream().map(figure));
    }

    private void line(String what, Stream<String> cells) {
        lines.add("| " + what + " | " + cells.collect(Collectors.joining(" | ")) + " |");
    }

    private static String number(String format, Object... figures) {
        return String.format(Locale.ROOT, format, figures);
    }
}
