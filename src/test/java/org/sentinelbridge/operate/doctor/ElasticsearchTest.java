package org.sentinelbridge.operate.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sentinelbridge.sandbox.elasticsearch.ElasticsearchStandIn;

/** What the doctor says of Elasticsearch. */
class ElasticsearchTest {

    private final Patient patient = new Patient();

    @AfterEach
    void stop() {
        patient.close();
    }

    @Test
    void allIsWell() throws IOException {
        install("component-templates", "_component_template");
        install("index-templates", "_index_template");

        var found = look();

        assertThat(found).containsOnlyKeys("settings", "reachable", "clock", "version", "key", "privileges", "templates");
        assertThat(found.values()).allMatch(finding -> finding.state() == State.OK, "ok");
        assertThat(found.get("version").why()).isEqualTo("Elasticsearch 9.4.3");
        assertThat(found.get("templates").why()).isEqualTo("All 8 index templates are there");
    }

    @Test
    void missingPrivilegesAreNamed() {
        patient.fault("{\"elasticsearch\":{\"missing_privileges\":[\"create_doc\",\"manage_index_templates\"]}}");

        var privileges = look().get("privileges");

        assertThat(privileges.state()).isEqualTo(State.FAIL);
        assertThat(privileges.why()).contains("manage_index_templates", "create_doc on logs-microsoft_sentinel.*").doesNotContain("auto_configure");
    }

    @Test
    void aKeyThatIsNotTakenIsExplained() {
        patient.fault("{\"elasticsearch\":{\"key\":\"invalid\"}}");

        for (var check : new String[] {"version", "key", "privileges", "templates"}) {
            assertThat(look().get(check).state()).as(check).isEqualTo(State.FAIL);
            assertThat(look().get(check).next()).as(check).contains("elasticsearch.api-key");
        }
    }

    @Test
    void aKeyThatEndsSoonIsToldOf() {
        var end = Instant.now().plus(Duration.ofDays(3));
        patient.fault("{\"match\":{\"path\":\"_security/api_key\"},\"body\":{\"api_keys\":[{\"expiration\":" + end.toEpochMilli() + "}]}}");

        var key = look().get("key");

        assertThat(key.state()).isEqualTo(State.WARN);
        assertThat(key.why()).contains("ends on " + end.toString().substring(0, 10));
    }

    @Test
    void whatIsTooOldOrNoElasticsearchIsRefused() {
        patient.fault("{\"elasticsearch\":{\"version\":\"7.17.0\"}}");
        assertThat(look().get("version").why()).contains("Elasticsearch 7.17.0");
        assertThat(look().get("version").state()).isEqualTo(State.FAIL);

        patient.fault("{\"elasticsearch\":{\"version\":\"9.4.3\",\"opensearch\":true}}");
        assertThat(look().get("version").next()).contains("OpenSearch");
    }

    @Test
    void aServerThatIsDownSaysWhichSetting() {
        patient.fault("{\"match\":{\"path\":\"^/elasticsearch\"},\"status\":503}");

        assertThat(look().get("version").state()).isEqualTo(State.FAIL);
        assertThat(look().get("version").next()).contains("elasticsearch.url");
    }

    @Test
    void missingTemplatesComeWithTheStartUnlessThatIsSwitchedOff() {
        assertThat(look().get("templates").state()).isEqualTo(State.WARN);

        patient.with("elasticsearch.install-templates", "false");

        assertThat(look().get("templates").state()).isEqualTo(State.FAIL);
        assertThat(look().get("templates").why()).contains("_index_template/sentinel-bridge-event is missing");
    }

    private void install(String folder, String kind) throws IOException {
        try (var files = Files.list(Path.of("src/main/elasticsearch", folder))) {
            for (var file : files.sorted().toList()) {
                var template = new ObjectMapper().readValue(file.toFile(), ObjectNode.class);
                patient.send("PUT", "/elasticsearch/" + kind + "/" + file.getFileName().toString().replace(".json", ""), template.toString(),
                        "Content-Type", "application/json", "Authorization", "ApiKey " + ElasticsearchStandIn.API_KEY);
            }
        }
    }

    private Map<String, Finding> look() {
        return patient.findings(ward -> new ElasticSides(ward).elasticsearch());
    }
}
