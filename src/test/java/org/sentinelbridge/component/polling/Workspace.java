package org.sentinelbridge.component.polling;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Incidents that are modified, and the list of them, whose tokens are the number of incidents that come before a page. */
final class Workspace {

    private static final Pattern SINCE = Pattern.compile("lastModifiedTimeUtc ge ([0-9TZ:.-]+)");
    private static final Pattern TOP = Pattern.compile("\\$top=([0-9]+)");
    private static final Pattern BEFORE = Pattern.compile("\\$skipToken=([0-9]+)");

    private final Map<String, Instant> modified = new HashMap<>();
    private Instant now = Instant.parse("2026-03-31T08:10:00Z");

    /** One second after all that was modified before. */
    void modify(String name) {
        modifyAtOnce(name);
    }

    void modifyAtOnce(String... names) {
        now = now.plusSeconds(1);
        List.of(names).forEach(name -> modified.put(name, now));
    }

    JsonNode answer(String encoded) {
        var query = URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        var since = Instant.parse(value(SINCE, query));
        var top = Integer.parseInt(value(TOP, query));
        var before = query.contains("$skipToken") ? Integer.parseInt(value(BEFORE, query)) : 0;
        var found = modified.entrySet().stream()
                .filter(incident -> !incident.getValue().isBefore(since))
                .sorted(Map.Entry.<String, Instant>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .skip(before)
                .map(incident -> PollTest.incident(incident.getKey(), incident.getValue().toString(), incident.getValue().toString()))
                .toList();
        var link = "https://x/?$filter=properties/lastModifiedTimeUtc ge " + since + "&$top=" + top + "&$skipToken=" + (before + top);
        return PollTest.page(found.size() > top ? link : "", found.stream().limit(top).toArray(JsonNode[]::new));
    }

    private static String value(Pattern pattern, String query) {
        var matcher = pattern.matcher(query);
        if (!matcher.find()) {
            throw new IllegalArgumentException(query);
        }
        return matcher.group(1);
    }
}
