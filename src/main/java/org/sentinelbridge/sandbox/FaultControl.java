package org.sentinelbridge.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.sentinelbridge.sandbox.elasticsearch.ElasticsearchStandIn;
import org.sentinelbridge.sandbox.kibana.KibanaStandIn;

/** Understands what is posted to {@code /_sandbox/faults}, and lets it happen. */
final class FaultControl {

    private static final Set<String> FAULT =
            Set.of("match", "status", "headers", "body", "delay_ms", "cut", "commit", "drip_ms", "times");
    private static final String ELASTICSEARCH = "elasticsearch";
    private static final Set<String> SWITCH = Set.of(
            "throttle",
            "role",
            "revoke_tokens",
            "latency_ms",
            "not_found_after_create_ms",
            "ingestion_role",
            "rules_readable",
            "ingestion_limit_unpacked",
            "reject_rows_with",
            ELASTICSEARCH,
            KibanaSurface.PREFIX,
            EventHubsControl.NAME);
    private static final Set<String> ALL = union();
    private static final int AN_HOUR = 3_600_000;
    private static final int MOST_WRITES = 100_000;
    private static final int MOST_SECONDS = 3_600;

    private final Faults faults;
    private final Switches switches;
    private final TokenStore tokens;
    private final Throttle windows;
    private final ElasticsearchStandIn elasticsearch;

    private final EventHubsControl eventHubs;
    private final KibanaStandIn kibana;

    FaultControl(
            Faults faults,
            Switches switches,
            TokenStore tokens,
            Throttle windows,
            ElasticsearchStandIn elasticsearch,
            EventHubsControl eventHubs,
            KibanaStandIn kibana) {
        this.faults = faults;
        this.switches = switches;
        this.tokens = tokens;
        this.windows = windows;
        this.elasticsearch = elasticsearch;
        this.eventHubs = eventHubs;
        this.kibana = kibana;
    }

    /** Takes all of them, or none if one is wrong. */
    Answer add(JsonNode given) {
        List<Runnable> actions = new ArrayList<>();
        if (given.isArray()) {
            given.forEach(one -> actions.addAll(read(one)));
        } else {
            actions.addAll(read(given));
        }
        actions.forEach(Runnable::run);
        return describe();
    }

    Answer clear() {
        faults.clear();
        windows.limit(Throttle.Limits.OF_SENTINEL);
        switches.reset();
        elasticsearch.resetKnobs();
        eventHubs.calm();
        kibana.resetKnobs();
        return describe();
    }

    Answer describe() {
        ObjectNode description = Json.object();
        description.set("faults", faults.describe());
        description.setAll(switches.describe());
        description.set("throttle_limits", windows.limits().describe());
        description.set(ELASTICSEARCH, elasticsearch.describeKnobs());
        description.set(KibanaSurface.PREFIX, kibana.describeKnobs());
        return Answer.json(200, description);
    }

    private List<Runnable> read(JsonNode given) {
        Fields fields = Fields.of(given, "a fault", ALL);
        List<Runnable> actions = new ArrayList<>(switching(fields));
        if (FAULT.stream().anyMatch(fields::has)) {
            Fault fault = fault(fields);
            actions.add(() -> faults.add(fault, (ObjectNode) given));
        }
        if (actions.isEmpty()) {
            throw Fields.refuse("A fault needs at least one field. Known are: " + String.join(", ", ALL) + ".");
        }
        return actions;
    }

    private List<Runnable> switching(Fields fields) {
        List<Runnable> actions = new ArrayList<>();
        fields.node("throttle").map(given -> throttling(fields, given)).ifPresent(actions::add);
        fields.flag("role").ifPresent(assigned -> actions.add(() -> switches.role(assigned)));
        fields.flag("revoke_tokens").filter(b -> b).ifPresent(yes -> actions.add(tokens::revoke));
        fields.number("latency_ms", 0, AN_HOUR).ifPresent(ms -> actions.add(() -> switches.latencyMillis(ms)));
        fields.number("not_found_after_create_ms", 0, AN_HOUR)
                .ifPresent(ms -> actions.add(() -> switches.notFoundAfterCreateMillis(ms)));
        fields.flag("ingestion_role").ifPresent(assigned -> actions.add(() -> switches.ingestionRole(assigned)));
        fields.flag("rules_readable").ifPresent(may -> actions.add(() -> switches.rulesReadable(may)));
        fields.flag("ingestion_limit_unpacked")
                .ifPresent(on -> actions.add(() -> switches.ingestionLimitUnpacked(on)));
        fields.node(ELASTICSEARCH).ifPresent(given -> actions.add(switching(elasticsearch::set, given)));
        fields.node(KibanaSurface.PREFIX).ifPresent(given -> actions.add(switching(kibana::set, given)));
        fields.node(EventHubsControl.NAME).ifPresent(given -> actions.addAll(eventHubs.disturb(given)));
        if (fields.has("reject_rows_with")) {
            Optional<String> text = fields.node("reject_rows_with").filter(JsonNode::isNull).isPresent()
                    ? Optional.empty()
                    : fields.text("reject_rows_with").filter(t -> !t.isEmpty());
            actions.add(() -> switches.rejectRowsWith(text));
        }
        return actions;
    }

    private Runnable throttling(Fields fields, JsonNode given) {
        if (!given.isObject()) {
            boolean on = fields.flag("throttle").orElseThrow();
            return () -> {
                switches.throttle(on);
                windows.limit(Throttle.Limits.OF_SENTINEL);
            };
        }
        Fields own = Fields.of(given, "\"throttle\"", Set.of("limit", "seconds"));
        Throttle.Limits limits = new Throttle.Limits(
                own.number("limit", 1, MOST_WRITES).orElse(Throttle.Limits.OF_SENTINEL.writes()),
                own.number("seconds", 1, MOST_SECONDS).orElse(Throttle.Limits.OF_SENTINEL.seconds()));
        return () -> {
            switches.throttle(true);
            windows.limit(limits);
        };
    }

    private static Runnable switching(Function<JsonNode, Runnable> standIn, JsonNode given) {
        try {
            return standIn.apply(given);
        } catch (IllegalArgumentException e) {
            throw Fields.refuse(e.getMessage());
        }
    }

    private static Fault fault(Fields fields) {
        return new Fault(
                match(Fields.of(fields.node("match").orElseGet(Json::object), "\"match\"", Set.of("method", "path"))),
                fields.number("status", 100, 599),
                headers(fields.node("headers").orElseGet(Json::object)),
                fields.node("body"),
                fields.number("delay_ms", 0, AN_HOUR).orElse(0),
                cut(fields.text("cut").orElse("never")),
                fields.flag("commit").orElse(false),
                fields.number("drip_ms", 0, AN_HOUR).orElse(0),
                fields.number("times", 1, Integer.MAX_VALUE).orElse(0));
    }

    private static Fault.Match match(Fields fields) {
        try {
            return new Fault.Match(fields.text("method"), fields.text("path").map(Pattern::compile));
        } catch (PatternSyntaxException e) {
            throw Fields.refuse("\"path\" is no regular expression: " + e.getMessage());
        }
    }

    private static Map<String, String> headers(JsonNode given) {
        if (!given.isObject()) {
            throw Fields.refuse("\"headers\" must be a JSON object.");
        }
        Map<String, String> headers = new LinkedHashMap<>();
        given.properties().forEach(header -> headers.put(header.getKey(), header.getValue().asText()));
        return headers;
    }

    private static Fault.Cut cut(String given) {
        try {
            return Fault.Cut.valueOf(given.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw Fields.refuse("\"cut\" must be \"before\" or \"after\".");
        }
    }

    private static Set<String> union() {
        Set<String> all = new HashSet<>(FAULT);
        all.addAll(SWITCH);
        return Set.copyOf(all);
    }
}
