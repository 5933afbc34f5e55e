package org.sentinelbridge.component.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sentinelbridge.component.documents.Read.ids;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the id of an alert is found, by which a repeat is noticed. */
final class IdsTest {

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"kibana\":{\"alert\":{\"uuid\":\"u\"}}}",
        "{\"kibana.alert.uuid\":\"u\"}",
        "{\"kibana\":{\"alert.uuid\":\"u\"}}",
        "{\"kibana.alert\":{\"uuid\":\"u\"}}",
        "{\"kibana.alert.rule.uuid\":\"r\",\"kibana.alert\":{\"rule\":{\"uuid\":\"r\"},\"uuid\":\"u\"},\"kibana\":{\"version\":\"9\"}}",
        "{\"_id\":\"other\",\"kibana.alert.uuid\":\"u\"}",
        "{\"kibana.alert.uuid\":\"u\",\"_id\":\"other\"}",
        "{\"_id\":\"other\",\"_source\":{\"kibana\":{\"alert\":{\"uuid\":\"u\"}}}}",
        "{\"_source\":{\"kibana.alert.uuid\":\"u\"},\"_id\":\"other\"}",
        "{\"_source.kibana\":{\"alert.uuid\":\"u\"}}",
        "{\"_id\":\"u\"}",
        "{\"_id\":[\"u\",\"v\"]}",
        "{\"_id\":\"no\",\"kibana.alert.uuid\":[\"u\"]}",
        "{\"_id\":\"u\",\"signal\":{\"rule\":{\"name\":\"old\"}}}",
        "{\"_id\":\"u\",\"kibana\":{\"alert\":{\"uuid\":17}}}",
        "{\"_id\":\"u\",\"kibana.alert.uuid\":\"\"}",
        "{\"_id\":\"u\",\"kibana\":null,\"_source\":[{\"kibana.alert.uuid\":\"no\"}]}",
        "{\"kibana\":{\"alert\":{\"uuid\":\"\\u0075\"}}}",
    })
    void found(String document) {
        assertThat(ids(document)).containsExactly("u");
        assertThat(ids("{\"alerts\":[" + document + "]}")).containsExactly("u");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"id\":\"u\"}", "{\"_id\":17}", "{\"_id\":null}", "{\"_id\":{\"x\":\"u\"}}", "{\"kibana\":\"u\"}", "{\"kibana.alert\":\"u\"}",
        "{\"x\":{\"_id\":\"u\"}}", "{\"kibana\":{\"_id\":\"u\"}}", "{\"kibana\":{\"alert\":{\"uuid\":{\"uuid\":\"u\"}}}}", "{\"\":{\"_id\":\"u\"}}",
        "{\"kibana.alert.uuid.x\":\"u\"}", "{\"_id\":\"\"}",
    })
    void notFound(String document) {
        assertThat(ids(document)).containsExactly("");
    }

    @Test
    void oneThatIsTooLongIsNone() {
        assertThat(ids("{\"_id\":\"" + "u".repeat(4_000) + "\"}").get(0)).hasSize(4_000);
        assertThat(ids("{\"_id\":\"" + "u".repeat(5_000) + "\"}")).containsExactly("");
    }
}
