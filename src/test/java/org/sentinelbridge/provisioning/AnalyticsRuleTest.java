package org.sentinelbridge.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sentinelbridge.provisioning.Templates.deployed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The rule that makes incidents of rows speaks of columns that are there, and keeps to what Sentinel allows. */
class AnalyticsRuleTest {

    private static final Pattern IN_FORMAT = Pattern.compile("\\{\\{(\\w+)}}");
    private static final Pattern MADE_BY_QUERY = Pattern.compile("extend (\\w+) =|by (\\w+)");

    private final JsonNode scheduled = rule("Scheduled");
    private final JsonNode nearRealTime = rule("NRT");

    @Test
    void everyColumnItSpeaksOfIsInTheTableOrMadeByTheQuery() {
        var there = new TreeSet<String>();
        Templates.read(Templates.TABLE).path("columns").forEach(column -> there.add(column.path("name").textValue()));
        MADE_BY_QUERY.matcher(scheduled.path("query").textValue()).results()
                .forEach(made -> there.add(made.group(1) == null ? made.group(2) : made.group(1)));

        var spoken = new TreeSet<String>();
        scheduled.path("entityMappings").forEach(mapping -> mapping.path("fieldMappings")
                .forEach(field -> spoken.add(field.path("columnName").textValue())));
        scheduled.path("customDetails").forEach(column -> spoken.add(column.textValue()));
        var override = scheduled.path("alertDetailsOverride");
        override.path("alertDynamicProperties").forEach(property -> spoken.add(property.path("value").textValue()));
        spoken.add(override.path("alertSeverityColumnName").textValue());
        spoken.add(override.path("alertTacticsColumnName").textValue());
        IN_FORMAT.matcher(override.path("alertDisplayNameFormat").textValue() + override.path("alertDescriptionFormat").textValue())
                .results().forEach(column -> spoken.add(column.group(1)));
        assertThat(spoken).hasSizeGreaterThan(15);
        assertThat(there).containsAll(spoken);
    }

    @Test
    void itKeepsToTheLimitsOfSentinel() {
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

    @Test
    void groupingIsByWhatTheRuleKnows() {
        var grouping = scheduled.at("/incidentConfiguration/groupingConfiguration");
        var entities = new TreeSet<String>();
        scheduled.path("entityMappings").forEach(mapping -> entities.add(mapping.path("entityType").textValue()));
        assertThat(grouping.path("groupByEntities")).isNotEmpty().allSatisfy(type -> assertThat(entities).contains(type.textValue()));
        assertThat(grouping.path("groupByCustomDetails"))
                .isNotEmpty().allSatisfy(name -> assertThat(scheduled.path("customDetails").has(name.textValue())).isTrue());
        assertThat(scheduled.at("/incidentConfiguration/createIncident").booleanValue()).isTrue();
    }

    /** A row is looked at by the run that follows its arrival, and the data collection rule gives it a time within the period. */
    @Test
    void noRowComesTooLateForTheScheduledRule() {
        assertThat(scheduled.path("query").textValue())
                .startsWith("ElasticSecurityAlerts_CL\n| where ingestion_time() > ago(5m)\n| ");
        assertThat(scheduled.path("queryFrequency").textValue()).isEqualTo("PT5M");
        var transform = deployed().resources().stream().filter(resource -> resource.type().endsWith("dataCollectionRules")).findFirst()
                .orElseThrow().body().at("/properties/dataFlows/0/transformKql").textValue();
        assertThat(transform).contains("TimeGenerated < ago(1d), now()");
        assertThat(Duration.parse(scheduled.path("queryPeriod").textValue())).isGreaterThan(Duration.ofDays(1).plusMinutes(10));
    }

    @Test
    void bothKindsSayTheSameOfAlertsAndIncidents() {
        assertThat(nearRealTime.path("query").textValue()).startsWith("ElasticSecurityAlerts_CL\n| where AlertUuid");
        assertThat(scheduled.path("query").textValue().replace("| where ingestion_time() > ago(5m)\n", ""))
                .isEqualTo(nearRealTime.path("query").textValue());
        var onlyScheduled = new TreeSet<String>();
        scheduled.fieldNames().forEachRemaining(onlyScheduled::add);
        nearRealTime.fieldNames().forEachRemaining(onlyScheduled::remove);
        assertThat(onlyScheduled).containsExactly("queryFrequency", "queryPeriod", "triggerOperator", "triggerThreshold");
        var different = new TreeSet<>(onlyScheduled);
        different.add("query");
        assertThat(without(scheduled, different)).isEqualTo(without(nearRealTime, different));
    }

    private static JsonNode without(JsonNode rule, Set<String> members) {
        var others = (ObjectNode) rule.deepCopy();
        others.remove(members);
        return others;
    }

    private static JsonNode rule(String kind) {
        return deployed("analyticsRule=" + kind).resources().stream()
                .filter(resource -> resource.type().endsWith("/alertRules")).findFirst().orElseThrow().body().path("properties");
    }
}
