package org.sentinelbridge.operate.doctor;

import com.azure.core.amqp.exception.AmqpErrorCondition;
import com.azure.core.amqp.exception.AmqpException;
import org.sentinelbridge.azure.AzureCredentials;
import org.sentinelbridge.azure.EventHubsSettings;
import org.sentinelbridge.azure.SignInAdvice;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.component.eventhubs.HubProbe;

/** The event hub that the settings name, and what its refusals mean. */
final class Hub {

    private final Settings settings;
    private final AzureCredentials credentials;
    private final EventHubsSettings.Place place;

    Hub(Settings settings, AzureCredentials credentials) {
        this.settings = settings;
        this.credentials = credentials;
        this.place = EventHubsSettings.place(settings).orElseThrow();
    }

    EventHubsSettings.Place place() {
        return place;
    }

    String group() {
        return settings.text("event-hubs.consumer-group");
    }

    HubProbe probe() {
        return settings.find(EventHubsSettings.CONNECTION_STRING)
                .map(text -> HubProbe.withConnectionString(text, place.name(), group()))
                .orElseGet(() -> HubProbe.withIdentity(place.namespace(), place.name(), group(), credentials.create()));
    }

    Finding finding(String check, RuntimeException failure) {
        var text = HubProbe.text(failure);
        if (text.contains("AADSTS")) {
            return Finding.fail(check, "No token: " + text, SignInAdvice.of(text));
        }
        var condition = amqp(failure);
        if (condition == AmqpErrorCondition.UNAUTHORIZED_ACCESS || text.contains("status-code: 401")) {
            return Finding.fail(check, text, settings.find(EventHubsSettings.CONNECTION_STRING).isPresent()
                    ? "Check event-hubs.connection-string: its policy needs the right Listen, and its key must be the present one"
                    : "Give the bridge's identity the role Azure Event Hubs Data Receiver on the hub; a new role takes some minutes to work");
        }
        if (condition == AmqpErrorCondition.NOT_FOUND || text.contains("status-code: 404")) {
            return Finding.fail(check, text, "Check event-hubs.name and event-hubs.consumer-group: the namespace has no such hub or group");
        }
        return Finding.fail(check, text, "Check event-hubs.namespace or event-hubs.connection-string, and that port 5671 is open");
    }

    private static AmqpErrorCondition amqp(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof AmqpException e && e.getErrorCondition() != null) {
                return e.getErrorCondition();
            }
        }
        return AmqpErrorCondition.INTERNAL_ERROR;
    }

    /** Whether the group is in use by a receiver with an owner level, such as the bridge's. */
    static boolean isInUse(RuntimeException failure) {
        return amqp(failure) == AmqpErrorCondition.LINK_STOLEN;
    }
}
