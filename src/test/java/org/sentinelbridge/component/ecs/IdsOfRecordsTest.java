package org.sentinelbridge.component.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sentinelbridge.component.ecs.Given.JSON;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sentinelbridge.component.records.KeptRecords;
import org.sentinelbridge.component.records.SourceRecord;
import org.sentinelbridge.component.records.SourceRecord.Stream;

/** The same record has the same id; different rows have different ones, unless Elastic's integration confuses them. */
class IdsOfRecordsTest {

    private static final String TIME = "\"TimeGenerated\":\"2026-01-02T03:04:05.1234567Z\"";
    private static final List<String> ROWS_OF_ONE_MOMENT = List.of(
            "{" + TIME + ",\"Type\":\"SecurityIncident\",\"IncidentName\":\"a\",\"LastModifiedTime\":\"2026-01-02T03:04:05Z\"}",
            "{" + TIME + ",\"Type\":\"SecurityIncident\",\"IncidentName\":\"b\",\"LastModifiedTime\":\"2026-01-02T03:04:05Z\"}",
            "{" + TIME + ",\"Type\":\"SecurityIncident\",\"IncidentName\":\"b\",\"LastModifiedTime\":\"2026-01-02T03:04:06Z\"}",
            "{" + TIME + ",\"Type\":\"SecurityIncident\",\"_ItemId\":\"1\"}",
            "{" + TIME + ",\"Type\":\"SigninLogs\",\"_ItemId\":\"1\"}",
            "{" + TIME + ",\"Type\":\"SigninLogs\",\"_ItemId\":\"1\",\"TenantId\":\"t\"}",
            "{" + TIME + ",\"Type\":\"SigninLogs\",\"_ItemId\":\"2\"}",
            "{" + TIME + ",\"Type\":\"SigninLogs\",\"ResultType\":\"0\"}",
            "{" + TIME + ",\"Type\":\"SigninLogs\",\"ResultType\":\"1\"}",
            "{" + TIME + ",\"Type\":\"MyTable_CL\",\"A\":1}",
            "{" + TIME + ",\"Type\":\"MyTable_CL\",\"A\":2}",
            "{" + TIME + ",\"Type\":\"SecurityAlert\",\"SystemAlertId\":\"1\"}",
            "{" + TIME + ",\"Type\":\"SecurityAlert\",\"SystemAlertId\":\"2\"}",
            "{" + TIME + ",\"Type\":\"SecurityAlert\",\"SystemAlertId\":\"2\",\"Status\":\"Resolved\"}",
            "{" + TIME + ",\"Type\":\"SecurityAlert\"}",
            "{" + TIME + "}");

    @Test
    void rowsOfOneMomentAreDifferentDocuments() {
        assertThat(ids("extended", ROWS_OF_ONE_MOMENT)).doesNotHaveDuplicates();
    }

    @Test
    void asElasticsIntegrationMakesThemTheyAreOne() {
        var rows = ROWS_OF_ONE_MOMENT.stream().filter(row -> !row.contains("SystemAlertId")).toList();
        assertThat(new HashSet<>(ids("elastic-1.4.2", rows))).hasSize(1);
    }

    @Test
    void elasticsIdIsTheHashOfTheTextsWithAZeroByteBeforeEach() throws Exception {
        var sha1 = MessageDigest.getInstance("SHA-1");
        for (var text : List.of("2026-01-02T03:01:00Z", "2026-01-02T03:02:00.1234567Z", "2026-01-02T03:00:00Z", "alert", "2026-01-02T03:04:05Z")) {
            sha1.update((byte) 0);
            sha1.update(text.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(ids("elastic-1.4.2", List.of("{\"TimeGenerated\":\"2026-01-02T03:04:05Z\",\"SystemAlertId\":\"alert\",\"StartTime\":"
                        + "\"2026-01-02T03:00:00Z\",\"EndTime\":\"2026-01-02T03:01:00Z\",\"ProcessingEndTime\":\"2026-01-02T03:02:00.1234567Z\"}")))
                .containsExactly(Base64.getEncoder().encodeToString(sha1.digest()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"extended", "elastic-1.4.2"})
    void whereAndWhenItComesDoesNotMatter(String profile) {
        for (var row : ROWS_OF_ONE_MOMENT) {
            var elsewhere = SourceRecord.of(Stream.EVENT, row.getBytes(StandardCharsets.UTF_8), Map.of("sequence_number", 99L));
            assertThat(Given.maker(profile).documents(List.of(elsewhere)).get(0).id()).isEqualTo(ids(profile, List.of(row)).get(0));
        }
    }

    @Test
    void randomRowsOfOneMomentNeverMeet() {
        var random = new Random(4);
        var rows = new HashSet<String>();
        for (var i = 0; i < 2_000; i++) {
            ObjectNode row = JSON.createObjectNode().put("TimeGenerated", "2026-01-02T03:04:05Z");
            row.put("Type", List.of("SecurityIncident", "SecurityAlert", "SigninLogs", "Other").get(random.nextInt(4)));
            for (var name : List.of("_ItemId", "SystemAlertId", "IncidentName", "LastModifiedTime", "TenantId", "UserPrincipalName")) {
                if (random.nextBoolean()) {
                    row.put(name, name + i);
                }
            }
            row.put("Number", i);
            rows.add(row.toString());
        }
        assertThat(ids("extended", new ArrayList<>(rows))).doesNotHaveDuplicates();
    }

    @Test
    void whatIsNoRecordIsTheSameIfItsTextIsAndItCameFromTheSamePlace() {
        var bytes = new byte[] {'x', 'y'};
        var first = broken(bytes, Given.ORIGIN);
        var other = broken(new byte[] {'x', 'z'}, Given.ORIGIN);
        var ofAnotherGroup = broken(bytes, with("consumer_group", "other"));
        var later = broken(bytes, with("sequence_number", 13L));
        var elsewhere = broken(bytes, with("partition_id", "3"));

        var ids = Given.maker("extended").documents(List.of(first, other, later, elsewhere, first, ofAnotherGroup)).stream()
                .map(Document::id)
                .toList();
        assertThat(ids.subList(0, 4)).doesNotHaveDuplicates();
        assertThat(ids.subList(4, 6)).containsOnly(ids.get(0));
    }

    @Test
    void whatIsNoRecordKeepsItsIdWhenItIsReplayed() throws Exception {
        var first = broken(new byte[] {'x', 'y'}, Given.ORIGIN);
        var replayed = new KeptRecords().read(first.json(), KeptRecords.origin(first));

        var maker = Given.maker("extended");
        assertThat(maker.documents(replayed).get(0).id()).isEqualTo(maker.documents(List.of(first)).get(0).id());
    }

    private static SourceRecord broken(byte[] bytes, Map<String, Object> origin) {
        return new SourceRecord(Stream.EVENT, bytes, "line 1", origin);
    }

    private static Map<String, Object> with(String name, Object value) {
        var origin = new HashMap<>(Given.ORIGIN);
        origin.put(name, value);
        return origin;
    }

    private static List<String> ids(String profile, List<String> rows) {
        return Given.maker(profile).documents(rows.stream().map(Given::event).toList()).stream().map(Document::id).toList();
    }
}
