package org.sentinelbridge.azure;

import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Properties;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.base.settings.SettingsException;
import org.sentinelbridge.component.eventhubs.ConnectionString;

/** The settings that name the event hub and how it is received from. */
public final class EventHubsSettings {

    public static final String CONNECTION_STRING = "event-hubs.connection-string";
    public static final String NAMESPACE = "event-hubs.namespace";
    public static final String CONTAINER = "event-hubs.blob-container-url";
    public static final String ACCOUNT_KEY = "event-hubs.blob-account-key";

    private static final String NAME = "event-hubs.name";
    private static final String STORE = "event-hubs.checkpoint-store";
    private static final String BLOB = "blob";
    private static final String ELASTICSEARCH = "elasticsearch.url";
    private static final int MOST_BATCH = 10_000;
    /** A limit of the SDK. */
    private static final int MOST_PREFETCH = 8_000;

    private EventHubsSettings() {}

    /**
     * Adds what the routes need to know.
     *
     * @throws SettingsException if only some of the settings are there, or one is wrong
     */
    public static void derive(Settings settings, Properties derived) {
        var hub = place(settings);
        settings.matching("event-hubs.consumer-group", "\\$Default|[A-Za-z0-9][A-Za-z0-9._-]{0,49}", "name of a consumer group");
        settings.text("event-hubs.consumer-group");
        settings.number("event-hubs.batch-size", 1, MOST_BATCH);
        settings.number("event-hubs.prefetch", 1, MOST_PREFETCH);
        settings.duration("event-hubs.batch-wait", Duration.ofMillis(1), Duration.ofMinutes(1));
        settings.duration("event-hubs.take-over", Duration.ofSeconds(2), Duration.ofMinutes(10));
        settings.choice("event-hubs.start-position", "earliest", "latest");
        checkBlobs(settings);
        hub.ifPresent(place -> {
            derived.setProperty(NAMESPACE, place.namespace());
            derived.setProperty(NAME, place.name());
        });
        var goesSomewhere = settings.find(ELASTICSEARCH).isPresent();
        if (hub.isPresent() && !goesSomewhere && !settings.flag("sandbox.enabled")) {
            throw new SettingsException(ELASTICSEARCH, "must be set too, because events of the event hub go there");
        }
        derived.setProperty("sentinel-events.on", String.valueOf(hub.isPresent() && goesSomewhere));
    }

    /**
     * The settings as they were given: {@link #derive} has put a namespace beside the connection string that it was read from, where
     * by hand only one of them may be set.
     */
    public static Settings given(Settings settings) {
        return new Settings(name -> name.equals(NAMESPACE) && settings.find(CONNECTION_STRING).isPresent() ? Optional.empty() : settings.find(name));
    }

    /** Whether checkpoints are in Blob storage. */
    public static boolean toBlobs(Settings settings) {
        return settings.text(STORE).equals(BLOB);
    }

    /**
     * Where the hub is.
     *
     * @param namespace host name of the namespace
     * @param name of the hub
     */
    public record Place(String namespace, String name) {}

    /**
     * The hub that the settings name.
     *
     * @throws SettingsException if they are wrong, or say it only in part
     */
    public static Optional<Place> place(Settings settings) {
        return checkConnectionString(settings).or(() -> checkNamespace(settings));
    }

    private static Optional<Place> checkConnectionString(Settings settings) {
        return settings.find(CONNECTION_STRING).map(text -> {
            if (settings.find(NAMESPACE).isPresent()) {
                throw new SettingsException(NAMESPACE, "must not be set together with " + CONNECTION_STRING);
            }
            var connection = parsed(text);
            if (connection.plain() && !Settings.isLoopback(connection.host())) {
                throw new SettingsException(CONNECTION_STRING,
                        "must not have UseDevelopmentEmulator=true, which means no TLS, except for an address of this machine");
            }
            connection.hub().filter(hub -> settings.find(NAME).filter(name -> !name.equalsIgnoreCase(hub)).isPresent()).ifPresent(hub -> {
                throw new SettingsException(NAME, "is another hub than EntityPath=" + hub + " of " + CONNECTION_STRING);
            });
            return new Place(connection.host(), connection.hub().orElseGet(() -> name(settings)));
        });
    }

    private static ConnectionString parsed(String text) {
        try {
            return ConnectionString.of(text);
        } catch (IllegalArgumentException e) {
            throw new SettingsException(CONNECTION_STRING, e.getMessage() + "; copy it from Azure portal > Event Hubs namespace >"
                    + " the hub > Shared access policies > a policy with Listen");
        }
    }

    private static Optional<Place> checkNamespace(Settings settings) {
        return settings.matching(NAMESPACE, "[A-Za-z0-9][A-Za-z0-9-]*(\\.[A-Za-z0-9-]+)+",
                        "host name such as mine.servicebus.windows.net; Azure portal > Event Hubs namespace > Overview shows it")
                .map(namespace -> new Place(namespace, name(settings)));
    }

    private static String name(Settings settings) {
        return settings.matching(NAME, "[A-Za-z0-9][A-Za-z0-9._-]{0,255}", "name of an event hub").orElseThrow(() -> new SettingsException(
                NAME, "must be set too; Azure portal > Event Hubs namespace > Event Hubs shows the names"));
    }

    private static void checkBlobs(Settings settings) {
        var blobs = settings.choice(STORE, "store", BLOB).equals(BLOB);
        var url = settings.safeUrl(CONTAINER);
        if (blobs && url.isEmpty()) {
            throw new SettingsException(CONTAINER, "must be set, because " + STORE + " is " + BLOB
                    + "; Azure portal > Storage account > Containers > the container > Properties shows it");
        }
        url.map(URI::create).filter(uri -> uri.getPath().length() < 2).ifPresent(uri -> {
            throw new SettingsException(CONTAINER, "must end with the name of the container");
        });
        var key = settings.find(ACCOUNT_KEY);
        key.ifPresent(EventHubsSettings::checkKey);
        if (blobs && key.isEmpty() && url.orElseThrow().startsWith("http:")) {
            throw new SettingsException(CONTAINER, "must be https, because without " + ACCOUNT_KEY + " a token is sent there");
        }
    }

    private static void checkKey(String key) {
        try {
            Base64.getDecoder().decode(key);
        } catch (IllegalArgumentException e) {
            throw new SettingsException(ACCOUNT_KEY, "is no key (Base64); Azure portal > Storage account > Access keys shows it");
        }
    }
}
