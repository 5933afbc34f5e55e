package org.sentinelbridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sentinelbridge.sandbox.SandboxClient.body;
import static org.sentinelbridge.sandbox.SandboxClient.errorCode;
import static org.sentinelbridge.sandbox.SandboxClient.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Seven incidents i1 to i7, one each minute from 08:00 on; i7 is closed, i6 is of low severity. */
class IncidentListTest {

    private static SandboxClient client;

    @BeforeAll
    static void start() {
        client = new SandboxClient();
        for (int i = 1; i <= 7; i++) {
            String more = i == 7
                    ? "\"status\":\"Closed\",\"classification\":\"Undetermined\",\"title\":\"It's over\""
                    : i == 6 ? "\"severity\":\"Low\"" : "";
            client.put(client.incident("i" + i), body(more));
            client.clock.move(Duration.ofMinutes(1));
        }
    }

    @AfterAll
    static void stop() {
        client.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "properties/lastModifiedTimeUtc ge 2026-11-02T08:04:00.1234567Z          | i5 i6 i7",
                "properties/lastModifiedTimeUtc gt 2026-11-02T08:04:00.1234567Z          | i6 i7",
                "properties/lastModifiedTimeUtc ge 2026-11-02T08:04:00Z                  | i5 i6 i7",
                "properties/createdTimeUtc lt 2026-11-02T09:02:00+01:00                  | i1 i2",
                "properties/createdTimeUtc le 2026-11-02T08:01:00.1234567Z               | i1 i2",
                "properties/status eq 'Closed'                                           | i7",
                "properties/severity ne 'High'                                           | i6",
                "properties/title eq 'It''s over'                                        | i7",
                "properties/incidentNumber eq 3                                          | i3",
                "(properties/incidentNumber gt 1) and (properties/incidentNumber le 3)   | i2 i3",
                "properties/status eq 'New' and properties/incidentNumber ge 5 and properties/severity eq 'High' | i5"
            })
    void filters(String filter, String expected) {
        JsonNode found = json(client.list(query("$filter", filter, "$orderby", "properties/createdTimeUtc asc")));
        assertThat(String.join(" ", names(found))).isEqualTo(expected);
        assertThat(found.has("nextLink")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "properties/createdTimeUtc desc, i7 i6 i5 i4 i3 i2 i1",
        "properties/incidentNumber,      i1 i2 i3 i4 i5 i6 i7",
        "'properties/severity desc, properties/incidentNumber desc', i6 i7 i5 i4 i3 i2 i1"
    })
    void orders(String orderBy, String expected) {
        assertThat(String.join(" ", names(json(client.list(query("$orderby", orderBy)))))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"properties/lastModifiedTimeUtc asc", "properties/severity desc"})
    void pagesThroughLinksThatAreNotEncoded(String orderBy) {
        List<String> names = new ArrayList<>();
        JsonNode page = json(client.list(query(
                "$top", "3", "$orderby", orderBy, "$filter", "properties/lastModifiedTimeUtc ge 2026-11-02T08:00:00Z")));
        names.addAll(names(page));
        int pages = 1;
        while (page.has("nextLink")) {
            String link = page.path("nextLink").asText();
            assertThat(link)
                    .startsWith(client.sandbox.url())
                    .contains("$orderby=" + orderBy)
                    .contains("lastModifiedTimeUtc ge 2026-11-02T08:00:00Z")
                    .contains("$top=3");
            assertThatThrownBy(() -> URI.create(link)).isInstanceOf(IllegalArgumentException.class);
            page = json(client.get(encoded(link)));
            names.addAll(names(page));
            pages++;
        }
        assertThat(pages).isEqualTo(3);
        assertThat(names).containsExactlyInAnyOrder("i1", "i2", "i3", "i4", "i5", "i6", "i7");
    }

    @Test
    void answersWithFiftyUnlessToldOtherwise() {
        try (SandboxClient many = new SandboxClient()) {
            for (int i = 0; i < 51; i++) {
                many.put(many.incident("i" + i), body(""));
            }
            assertThat(json(many.list(Map.of())).path("value")).hasSize(50);
            assertThat(json(many.list(Map.of())).has("nextLink")).isTrue();
            assertThat(json(many.list(Map.of("$top", "1000"))).path("value")).hasSize(51);
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "$top, 1001",
                "$top, 0",
                "$top, many",
                "$filter, properties/owner eq 'x'",
                "$filter, properties/status eq Closed",
                "$filter, properties/status is 'Closed'",
                "$filter, properties/status eq 'Closed' or properties/status eq 'New'",
                "$filter, properties/status eq 'Closed' and",
                "$filter, properties/lastModifiedTimeUtc ge yesterday",
                "$filter, status eq 'New'",
                "$orderby, properties/other asc",
                "$orderby, properties/status down",
                "$skipToken, abc%"
            })
    void refusesWhatItDoesNotUnderstand(String name, String value) {
        HttpResponse<String> answer = client.list(query(name, value));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(errorCode(answer)).isEqualTo("BadRequest");
    }

    /** What a client has to do with a nextLink. */
    private static String encoded(String link) {
        int question = link.indexOf('?');
        StringBuilder path = new StringBuilder(link.substring(client.sandbox.url().length(), question)).append('?');
        for (String pair : link.substring(question + 1).split("&")) {
            int equals = pair.indexOf('=');
            path.append(SandboxClient.encode(pair.substring(0, equals)))
                    .append('=')
                    .append(SandboxClient.encode(pair.substring(equals + 1)))
                    .append('&');
        }
        return path.toString();
    }

    private static Map<String, String> query(String... namesAndValues) {
        Map<String, String> query = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            query.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return query;
    }

    private static List<String> names(JsonNode page) {
        List<String> names = new ArrayList<>();
        page.path("value").forEach(incident -> names.add(incident.path("name").asText()));
        return names;
    }
}
