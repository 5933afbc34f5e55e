package org.sentinelbridge.operate.manage;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.base.settings.SettingsException;
import org.sentinelbridge.http.serving.AccessKey;

/** The keys of the management port and the rights that they give. */
final class Keys {

    private static final String OPERATE = "management.key";
    private static final String READ = "management.read-key";

    private final Optional<AccessKey> operate;
    private final Optional<AccessKey> read;

    /** @throws SettingsException if they are of no use, or one opens what another is for */
    Keys(Settings settings) {
        var operateKey = settings.find(OPERATE);
        var readKey = settings.find(READ);
        if (readKey.isPresent() && operateKey.isEmpty()) {
            throw new SettingsException(READ, "is of no use without " + OPERATE + "; set that too");
        }
        if (readKey.isPresent() && readKey.equals(operateKey)) {
            throw new SettingsException(READ, "must not be the same as " + OPERATE);
        }
        if (operateKey.isPresent() && operateKey.equals(settings.find("webhook.key"))) {
            throw new SettingsException(OPERATE, "must not be the same as webhook.key, which Kibana's users may come to know");
        }
        this.operate = operateKey.map(key -> AccessKey.of(OPERATE, key));
        this.read = readKey.map(key -> AccessKey.of(READ, key));
    }

    /** Whether there is a key at all; without one nobody has a right to anything. */
    boolean areSet() {
        return operate.isPresent();
    }

    /** By the header X-Api-Key, or the password of HTTP Basic authentication with any user name. */
    Right right(HttpServerRequest request) {
        var apiKey = Optional.ofNullable(request.getHeader("X-Api-Key")).orElse("");
        var authorization = Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION)).orElse("");
        var mayOperate = operate.map(key -> key.isIn("", apiKey, authorization)).orElse(false);
        var mayRead = read.map(key -> key.isIn("", apiKey, authorization)).orElse(false);
        return mayOperate ? Right.OPERATE : mayRead ? Right.READ : Right.NONE;
    }
}
