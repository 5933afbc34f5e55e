package org.sentinelbridge.operate.doctor;

import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.sentinelbridge.azure.AzureCloud;
import org.sentinelbridge.azure.AzureCredentials;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.base.settings.SettingsException;

/**
 * What the checks have in common.
 *
 * @param write whether they may write to the other sides
 */
record Ward(Settings settings, boolean write, Http http, Clock clock) {

    static Ward of(Settings settings, boolean write) {
        return new Ward(settings, write, new Http(usualTls()), Clock.systemUTC());
    }

    AzureCloud cloud() {
        return AzureCloud.of(settings);
    }

    AzureCredentials credentials() {
        return new AzureCredentials(settings, cloud());
    }

    ReachableCheck reachable(String url, String setting) {
        return new ReachableCheck("reachable", URI.create(url), usualTls(), setting, clock);
    }

    /**
     * A side; where its settings are wrong, there is nothing else to check.
     *
     * @param isOn reads the settings that name it, and throws a {@link SettingsException} if they are wrong
     * @param checks makes the checks; reads all other settings that it needs, and may throw as well
     */
    Side side(String name, String switchedOnBy, BooleanSupplier isOn, Supplier<List<Check>> checks) {
        try {
            if (!isOn.getAsBoolean()) {
                return Side.off(name, switchedOnBy);
            }
            var all = new ArrayList<Check>(List.of(new SettingsCheck(() -> { })));
            all.addAll(checks.get());
            return Side.on(name, all);
        } catch (SettingsException e) {
            return Side.on(name, List.of(new SettingsCheck(() -> {
                throw e;
            })));
        }
    }

    private static SSLContext usualTls() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has TLS", e);
        }
    }
}
