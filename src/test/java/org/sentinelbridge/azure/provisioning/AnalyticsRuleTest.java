package org.sentinelbridge.azure.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sentinelbridge.azure.provisioning.Templates.deployed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules that make incidents of rows speak of columns that are there, and keep to what Sentinel allows. */
class AnalyticsRuleTest {

    private static final Pattern IN_FORMAT = Pattern.compile("\\{\\{(\\w+)}}");
    private static final Pattern MADE_BY_QUERY = Pattern.compile("extend (\\w+) =|by (\\w+)");

    /** What rows are of. */
    enum Of {
        ALERTS(Templates.TABLE, "cases=false", "AlertKey"),
        CASES(Templates.CASES, "alerts=false", "RowId");

        private final Path table;
        private final String others;
        /** By which column a row is the same as another. */
        private final String key;

        Of(Path table, String others, String key) {
            this.table = table;
            this.others = others;
            this.key = key;
        }

        JsonNode rule(String kind) {
            return deployed("analyticsRule=" + kind, "casesTo=alert-rule", others).resources().stream()
                    .filter(resource -> resource.type().endsWith("/alertRules")).findFirst().orElseThrow().body().path("properties");
        }

        /** The query, of rows that arrived at such a time. */
        String during(String arrived, String query) {
            return query.replaceFirst("\n", "\n| where ingestion_time() " + arrived + "\n");
        }

        String tableName() {
            return Templates.read(table).path("name").textValue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyColumnItSpeaksOfIsInTheTableOrMadeByTheQuery(Of of) {
        var scheduled = of.rule("Scheduled");
        var there = new TreeSet<String>();
        Templates.read(of.table).path("columns").forEach(column -> there.add(column.path("name").textValue()));
        MADE_BY_QUERY.matcher(scheduled.path("query").textValue()).results()
                .forEach(made -> there.add(made.group(1) == null ? made.group(2) : made.group(1)));

        var spoken = new TreeSet<String>();
        scheduled.path("entityMappings").forEach(mapping -> mapping.path("fieldMappings")
                .forEach(field -> spoken.add(field.path("columnName").textValue())));
        scheduled.path("customDetails").forEach(column -> spoken.add(column.textValue()));
        var override = scheduled.path("alertDetailsOverride");
        override.path("alertDynamicProperties").forEach(property -> spoken.add(property.path("value").textValue()));
        spoken.add(override.path("alertSeverityColumnName").textValue());
        if (override.has("alertTacticsColumnName")) {
            spoken.add(override.path("alertTacticsColumnName").textValue());
        }
        IN_FORMAT.matcher(override.path("alertDisplayNameFormat").textValue() + override.path("alertDescriptionFormat").textValue())
                .results().forEach(column -> spoken.add(column.group(1)));
        assertThat(spoken).hasSizeGreaterThan(9);
        assertThat(there).containsAll(spoken);
    }

    @ParameterizedTest
    @EnumSource
    void itKeepsToTheLimitsOfSentinel(Of of) {
        var scheduled = of.rule("Scheduled");
        assertThat(scheduled.path("entityMappings").size()).isBetween(1, 10);
        assertThat(scheduled.path("entityMappings")).allSatisfy(mapping -> assertThat(mapping.path("fieldMappings").size()).isBetween(1, 3));
        assertThat(scheduled.path("customDetails").size()).isBetween(1, 20);
        assertThat(scheduled.path("customDetails").fieldNames()).toIterable().allSatisfy(name -> assertThat(name).matches("[A-Za-z]\\w{0,19}"));
        assertThat(scheduled.path("query").textValue()).hasSizeLessThan(10_000);
        var period = Duration.parse(scheduled.path("queryPeriod").textValue());
        var frequency = Duration.parse(scheduled.path("queryFrequency").textValue());
        assertThat(frequency).isBetween(Duration.ofMinutes(5), Duration.ofDays(14));
        assertThat(period).as("two days or more may be looked at only once an hour").isBetween(frequency, Duration.ofHours(47));
    }

    @ParameterizedTest
    @EnumSource
    void groupingIsByWhatTheRuleKnows(Of of) {
        var scheduled = of.rule("Scheduled");
        var grouping = scheduled.at("/incidentConfiguration/groupingConfiguration");
        var entities = new TreeSet<String>();
        scheduled.path("entityMappings").forEach(mapping -> entities.add(mapping.path("entityType").textValue()));
        assertThat(grouping.path("groupByEntities")).allSatisfy(type -> assertThat(entities).contains(type.textValue()));
        assertThat(grouping.path("groupByCustomDetails"))
                .isNotEmpty().allSatisfy(name -> assertThat(scheduled.path("customDetails").has(name.textValue())).isTrue());
        assertThat(scheduled.at("/incidentConfiguration/createIncident").booleanValue()).isTrue();
    }

    /** A row is looked at by the run that follows its arrival, and the data collection rule gives it a time within the period. */
    @ParameterizedTest
    @EnumSource
    void noRowComesTooLateForTheScheduledRule(Of of) {
        var scheduled = of.rule("Scheduled");
        assertThat(scheduled.path("query").textValue())
                .startsWith(of.tableName() + "\n| where ingestion_time() > ago(5m)\n| ");
        assertThat(scheduled.path("queryFrequency").textValue()).isEqualTo("PT5M");
        var transform = deployed("casesTo=alert-rule", of.others).resources().stream().filter(resource -> resource.type().endsWith("dataCollectionRules")).findFirst()
                .orElseThrow().body().at("/properties/dataFlows/0/transformKql").textValue();
        assertThat(transform).contains("TimeGenerated < ago(1d), now()");
        assertThat(Duration.parse(scheduled.path("queryPeriod").textValue())).isGreaterThan(Duration.ofDays(1).plusMinutes(10));
    }

    @ParameterizedTest
    @EnumSource
    void bothKindsSayTheSameAndTheScheduledOneNothingTwice(Of of) {
        var scheduled = of.rule("Scheduled");
        var nearRealTime = of.rule("NRT");
        assertThat(nearRealTime.path("query").textValue()).startsWith(of.tableName() + "\n| where ");
        var query = nearRealTime.path("query").textValue();
        assertThat(scheduled.path("query").textValue()).isEqualTo(of.during("> ago(5m)", query)
                + "| join kind=leftanti (\n" + of.during("<= ago(5m)", query) + ") on " + of.key + "\n");
        var onlyScheduled = new TreeSet<String>();
        scheduled.fieldNames().forEachRemaining(onlyScheduled::add);
        nearRealTime.fieldNames().forEachRemaining(onlyScheduled::remove);
        assertThat(onlyScheduled).containsExactly("queryFrequency", "queryPeriod", "triggerOperator", "triggerThreshold");
        var different = new TreeSet<>(onlyScheduled);
        different.add("query");
        assertThat(without(scheduled, different)).isEqualTo(without(nearRealTime, different));
    }

    /** A case is worked on for days, where the alerts of one rule belong together for hours. */
    @Test
    void allRowsOfACaseGoToOneIncidentForSevenDays() {
        var grouping = Of.CASES.rule("Scheduled").at("/incidentConfiguration/groupingConfiguration");
        assertThat(Duration.parse(grouping.path("lookbackDuration").textValue())).isEqualTo(Duration.ofDays(7));
        assertThat(grouping.path("groupByCustomDetails")).singleElement()
                .satisfies(name -> assertThat(Of.CASES.rule("NRT").at("/customDetails/" + name.textValue()).textValue()).isEqualTo("IncidentId"));
        assertThat(grouping.path("reopenClosedIncident").booleanValue()).isFalse();
    }

    private static JsonNode without(JsonNode rule, Set<String> members) {
        var others = (ObjectNode) rule.deepCopy();
        others.remove(members);
        return others;
    }
}
