package org.sentinelbridge.doctor;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sentinelbridge.settings.Settings;

/**
 * The settings that the bridge would run with. With the sandbox on, the running sandbox says which settings lead to it
 * ({@code GET /_sandbox/settings}); where it does not run, there is nothing to check on the other sides.
 */
final class EffectiveSettings {

    private static final Pattern OF_SIDES = Pattern.compile("(azure|sentinel|log-analytics|event-hubs|elasticsearch|kibana)\\.[a-z-]+");

    /** The sandbox makes a key where none is set. */
    private static final String MADE_BY_SANDBOX = "made-by-the-sandbox-at-its-first-start";

    private final Settings settings;
    private final Optional<String> missingSandbox;

    private EffectiveSettings(Settings settings, Optional<String> missingSandbox) {
        this.settings = settings;
        this.missingSandbox = missingSandbox;
    }

    /** Of a folder, when no bridge runs in this process. */
    static EffectiveSettings of(Settings own, Http http) {
        if (!own.flag("sandbox.enabled")) {
            return new EffectiveSettings(own, Optional.empty());
        }
        var withKey = over(own, Map.of("webhook.key", own.find("webhook.key").orElse(MADE_BY_SANDBOX)));
        var url = "http://127.0.0.1:" + own.number("sandbox.port", 0, 65_535);
        try {
            var reply = http.get(url + "/_sandbox/settings");
            if (reply.isSuccess() && reply.body().isObject()) {
                var given = new HashMap<String, String>();
                reply.body().properties().stream()
                        .filter(one -> OF_SIDES.matcher(one.getKey()).matches())
                        .forEach(one -> given.put(one.getKey(), one.getValue().asText()));
                return new EffectiveSettings(over(withKey, given), Optional.empty());
            }
            return new EffectiveSettings(withKey, Optional.of("What answers at " + url + " is not the sandbox"));
        } catch (IOException e) {
            return new EffectiveSettings(withKey, Optional.of("The sandbox is on, but does not run at " + url));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new EffectiveSettings(withKey, Optional.of("Interrupted while asking the sandbox"));
        }
    }

    private static Settings over(Settings own, Map<String, String> given) {
        return new Settings(name -> Optional.ofNullable(given.get(name)).or(() -> own.find(name)));
    }

    Settings settings() {
        return settings;
    }

    /** Why nothing can be checked on the other sides; empty if it can. */
    Optional<String> missingSandbox() {
        return missingSandbox;
    }
}
