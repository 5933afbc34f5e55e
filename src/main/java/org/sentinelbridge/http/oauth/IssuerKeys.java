package org.sentinelbridge.http.oauth;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The public keys of the issuer. Who shows tokens can make the bridge ask for them, but not often; and while the issuer cannot be
 * reached, the keys that are known stay.
 */
final class IssuerKeys {

    static final Duration LEAST_BETWEEN = Duration.ofSeconds(30);
    private static final Duration FRESH = Duration.ofHours(1);
    private static final int LEAST_RSA_BITS = 2048;
    private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);

    private final KeySource source;
    private final Clock clock;
    private volatile Map<String, JWK> known = Map.of();
    private Instant asked = Instant.MIN;
    private CompletableFuture<Void> asking = CompletableFuture.completedFuture(null);
    private boolean failed;

    IssuerKeys(KeySource source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    /** The key of this id, if the issuer had it when it was last asked. Keys that are old are asked for again meanwhile. */
    Optional<JWK> find(String id) {
        refreshIfAfter(FRESH);
        return Optional.ofNullable(known.get(id));
    }

    /**
     * Asks for the keys, unless that was done a moment ago.
     *
     * @return done, without a failure, when they have come or cannot be had; empty if it is too early to ask
     */
    Optional<CompletableFuture<Void>> refresh() {
        return refreshIfAfter(LEAST_BETWEEN);
    }

    private synchronized Optional<CompletableFuture<Void>> refreshIfAfter(Duration least) {
        if (!asking.isDone()) {
            return Optional.of(asking);
        }
        var now = clock.instant();
        if (!asked.equals(Instant.MIN) && now.isBefore(asked.plus(least))) {
            return Optional.empty();
        }
        asked = now;
        asking = source.fetch().thenAccept(this::take).exceptionally(this::keep);
        return Optional.of(asking);
    }

    /** Whether the issuer has told its keys when it was last asked. */
    synchronized boolean isKnown() {
        return !failed && !known.isEmpty();
    }

    private void take(JWKSet set) {
        var usable = set.getKeys().stream()
                .filter(IssuerKeys::isUsable)
                .collect(Collectors.toUnmodifiableMap(JWK::getKeyID, key -> key, (first, second) -> first));
        if (usable.isEmpty()) {
            throw new IllegalStateException("it has no key for signatures");
        }
        known = usable;
        set(false);
    }

    private static boolean isUsable(JWK key) {
        var strong = key instanceof RSAKey rsa && rsa.size() >= LEAST_RSA_BITS || key instanceof ECKey;
        return strong && key.getKeyID() != null && (key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE));
    }

    private Void keep(Throwable failure) {
        if (set(true)) {
            var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            LOG.warn("The keys of webhook.oauth.issuer cannot be had: {}. {}", KeySource.reason(cause), known.isEmpty()
                    ? "Access tokens are not taken until then; webhook.key is" : "Those that are known go on to be used");
        }
        return null;
    }

    /** Whether this is new. */
    private synchronized boolean set(boolean now) {
        var isNew = failed != now;
        failed = now;
        return isNew;
    }
}
