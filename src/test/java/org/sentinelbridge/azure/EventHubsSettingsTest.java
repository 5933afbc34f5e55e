package org.sentinelbridge.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.base.settings.SettingsException;

/** The settings of the event hub belong together, and what is wrong is named without being shown. */
class EventHubsSettingsTest {

    private static final String KEY = "c2VjcmV0LW9mLW1pbmU=";
    private static final String OF_HUB =
            "Endpoint=sb://mine.servicebus.windows.net/;SharedAccessKeyName=listen;SharedAccessKey=" + KEY + ";EntityPath=sentinel";
    private static final String OF_NAMESPACE = "Endpoint=sb://mine.servicebus.windows.net/;SharedAccessKeyName=listen;SharedAccessKey=" + KEY;

    private final Map<String, String> settings = new HashMap<>(Map.of(
            "sandbox.enabled", "false",
            "elasticsearch.url", "https://elasticsearch.example.com",
            "event-hubs.consumer-group", "$Default",
            "event-hubs.checkpoint-store", "store",
            "event-hubs.batch-size", "500",
            "event-hubs.batch-wait", "1s",
            "event-hubs.prefetch", "100",
            "event-hubs.start-position", "earliest",
            "event-hubs.take-over", "40s"));

    private Properties derive() {
        var derived = new Properties();
        EventHubsSettings.derive(new Settings(name -> Optional.ofNullable(settings.get(name))), derived);
        return derived;
    }

    @Test
    void withoutAnyTheFlowIsOff() {
        assertThat(derive()).containsExactly(Map.entry("sentinel-events.on", "false"));
    }

    @Test
    void aConnectionStringOfTheHubSaysAll() {
        settings.put("event-hubs.connection-string", OF_HUB);
        assertThat(derive()).containsEntry("sentinel-events.on", "true")
                .containsEntry("event-hubs.namespace", "mine.servicebus.windows.net")
                .containsEntry("event-hubs.name", "sentinel");
    }

    @Test
    void oneOfTheNamespaceNeedsTheName() {
        settings.put("event-hubs.connection-string", OF_NAMESPACE);
        assertThatRefuses("event-hubs.name");
        settings.put("event-hubs.name", "other");
        assertThat(derive()).containsEntry("event-hubs.name", "other");
    }

    @Test
    void aNamespaceOfAnotherCloudWithAnIdentity() {
        settings.put("event-hubs.namespace", "mine.servicebus.usgovcloudapi.net");
        settings.put("event-hubs.name", "sentinel");
        assertThat(derive()).containsEntry("event-hubs.namespace", "mine.servicebus.usgovcloudapi.net");
    }

    @Test
    void withoutElasticsearchThereIsNowhereToGo() {
        settings.put("event-hubs.connection-string", OF_HUB);
        settings.remove("elasticsearch.url");
        assertThatRefuses("elasticsearch.url");
        settings.put("sandbox.enabled", "true");
        assertThat(derive()).containsEntry("sentinel-events.on", "false");
    }

    @Test
    void blobStorageNeedsItsContainer() {
        settings.put("event-hubs.checkpoint-store", "blob");
        assertThatRefuses("event-hubs.blob-container-url");
        settings.put("event-hubs.blob-container-url", "https://account.blob.core.windows.net/");
        assertThatRefuses("event-hubs.blob-container-url");
        settings.put("event-hubs.blob-container-url", "http://127.0.0.1:10000/account/container");
        assertThatRefuses("event-hubs.blob-container-url");
        settings.put("event-hubs.blob-account-key", "no base64 !" + KEY);
        assertThatRefuses("event-hubs.blob-account-key");
        settings.put("event-hubs.blob-account-key", KEY);
        assertThat(derive()).containsEntry("sentinel-events.on", "false");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "event-hubs.connection-string | event-hubs.connection-string | mine.servicebus.windows.net",
        "event-hubs.connection-string | event-hubs.connection-string | Endpoint=sb://mine.servicebus.windows.net/;EntityPath=sentinel",
        "event-hubs.connection-string | event-hubs.connection-string | Endpoint=sb://10.0.0.1;SharedAccessKeyName=a;SharedAccessKey=c2VjcmV0LW9mLW1pbmU=;EntityPath=h;UseDevelopmentEmulator=true",
        "event-hubs.namespace | event-hubs.namespace | mine",
        "event-hubs.namespace | event-hubs.namespace | sb://mine.servicebus.windows.net",
        "event-hubs.name | event-hubs.namespace | mine.servicebus.windows.net",
        "event-hubs.consumer-group | event-hubs.consumer-group | a group",
        "event-hubs.batch-size | event-hubs.batch-size | 0",
        "event-hubs.batch-wait | event-hubs.batch-wait | 2m",
        "event-hubs.take-over | event-hubs.take-over | 1s",
        "event-hubs.start-position | event-hubs.start-position | middle",
        "event-hubs.checkpoint-store | event-hubs.checkpoint-store | paper",
        "event-hubs.blob-container-url | event-hubs.blob-container-url | http://account.blob.core.windows.net/c"
    })
    void whatIsWrongIsNamed(String named, String property, String value) {
        settings.put(property, value);
        assertThatRefuses(named);
    }

    @Test
    void theyDoNotContradictEachOther() {
        settings.put("event-hubs.connection-string", OF_HUB);
        settings.put("event-hubs.name", "another");
        assertThatRefuses("event-hubs.name");
        settings.remove("event-hubs.name");
        settings.put("event-hubs.namespace", "mine.servicebus.windows.net");
        assertThatRefuses("event-hubs.namespace");
    }

    private void assertThatRefuses(String named) {
        assertThatThrownBy(this::derive)
                .isInstanceOf(SettingsException.class)
                .message()
                .startsWith(named + ": ")
                .doesNotContain(KEY);
    }
}
