package org.sentinelbridge.elastic.elasticsearch;

import java.net.URI;
import java.util.Properties;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.base.settings.SettingsException;

/** The settings that name the Elasticsearch which documents go to. */
public final class ElasticsearchSettings {

    private static final String URL = "elasticsearch.url";
    private static final String KEY = "elasticsearch.api-key";

    private ElasticsearchSettings() {}

    /**
     * Adds whether there is an Elasticsearch: {@code elasticsearch.on}.
     *
     * @throws SettingsException if a setting is wrong
     */
    public static void derive(Settings settings, Properties derived) {
        var url = settings.safeUrl(URL);
        var key = settings.find(KEY);
        if (key.isPresent() && url.isEmpty()) {
            throw new SettingsException(URL, "must be set too; for example https://elasticsearch.example.com:9200");
        }
        if (url.isPresent() && key.isEmpty() && !Settings.isLoopback(URI.create(url.get()).getHost())) {
            throw new SettingsException(KEY, "must be set too; Kibana > Stack Management > API keys makes one");
        }
        key.filter(text -> !text.matches("[A-Za-z0-9+/=_-]{16,1000}")).ifPresent(text -> {
            throw new SettingsException(KEY, "is no API key as Kibana shows it under \"encoded\" (Base64); neither \"ApiKey \" before"
                    + " it nor an id and a colon belong to it");
        });
        settings.choice("elasticsearch.mode", "ecs", "raw");
        settings.flag("elasticsearch.install-templates");
        derived.setProperty("elasticsearch.on", String.valueOf(url.isPresent()));
    }
}
