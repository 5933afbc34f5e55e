package org.sentinelbridge.elastic.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.base.settings.SettingsException;

/** Wrong settings of the Elasticsearch flow stop the start, and none switch it off. */
class ElasticsearchSettingsTest {

    private static final String URL = "elasticsearch.url";
    private static final String KEY = "elasticsearch.api-key";
    private static final String GOOD_KEY = "VnVhQ2ZHY0JDZGJrUW0tZTVhT3g6dWkybHAyYXhUTm1zeWFrdzl0dk5udw==";

    @Test
    void withoutAnAddressItIsOff() {
        assertThat(derived(Map.of())).isEqualTo("false");
    }

    @Test
    void addressAndKeySwitchItOn() {
        assertThat(derived(Map.of(URL, "https://elasticsearch.example.com:9200", KEY, GOOD_KEY))).isEqualTo("true");
        assertThat(derived(Map.of(URL, "http://127.0.0.1:9200"))).isEqualTo("true");
    }

    @Test
    void onlyOneOfTheTwoIsNotEnough() {
        refused(URL, Map.of(KEY, GOOD_KEY));
        refused(KEY, Map.of(URL, "https://elasticsearch.example.com:9200"));
    }

    @Test
    void aKeyNeverGoesOverAnUnencryptedNetwork() {
        refused(URL, Map.of(URL, "http://elasticsearch.example.com:9200", KEY, GOOD_KEY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ApiKey VnVhQ2ZHY0JDZGJrUW0tZTVhT3g6dWkybHAyYXhUTm1zeWFrdzl0dk5udw==", "VuaCfGcBCdbkQm-e5aOx:ui2lp2axTNmsyakw9tvNnw", "short"})
    void whatIsNoKeyIsToldApartWithoutShowingIt(String key) {
        refused(KEY, Map.of(URL, "https://elasticsearch.example.com:9200", KEY, key)).hasMessageNotContaining(key);
    }

    @Test
    void theModeIsOneOfTwo() {
        refused("elasticsearch.mode", Map.of("elasticsearch.mode", "cooked"));
    }

    private static org.assertj.core.api.AbstractThrowableAssert<?, ?> refused(String property, Map<String, String> given) {
        return assertThatThrownBy(() -> derived(given)).isInstanceOf(SettingsException.class).hasMessageStartingWith(property + ":");
    }

    private static String derived(Map<String, String> given) {
        var all = new HashMap<>(Map.of("elasticsearch.mode", "ecs", "elasticsearch.install-templates", "true"));
        all.putAll(given);
        var derived = new Properties();
        ElasticsearchSettings.derive(new Settings(name -> Optional.ofNullable(all.get(name))), derived);
        return derived.getProperty("elasticsearch.on");
    }
}
