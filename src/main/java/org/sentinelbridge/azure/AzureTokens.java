package org.sentinelbridge.azure;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.SimpleTokenCache;
import com.azure.core.credential.TokenRequestContext;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.camel.Exchange;
import org.sentinelbridge.base.retry.Deadline;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * The tokens for Azure, one per scope, fetched once for all callers, kept, and fetched again ahead of their end (azure-core's
 * {@link SimpleTokenCache} does so five minutes before). A token that Azure refuses is dropped together with the credential
 * that may remember it.
 */
public final class AzureTokens {

    /** Exchange property: what the last call used, so that only this is dropped if Azure refuses it. */
    private static final String USED = AzureTokens.class.getName() + ".used";

    private static final Logger LOG = LoggerFactory.getLogger(AzureTokens.class);
    /** Longer before its end than the cache fetches the next one. */
    private static final Duration AHEAD = Duration.ofMinutes(6);
    private static final Duration FETCH_AHEAD = Duration.ofSeconds(60);

    private final AzureCredentials credentials;
    private final AzureMeters meters;
    private final ConcurrentMap<String, Source> sources = new ConcurrentHashMap<>();

    public AzureTokens(AzureCredentials credentials, AzureMeters meters) {
        this.credentials = credentials;
        this.meters = meters;
    }

    /**
     * Sets the header Authorization. A step of the route ({@code bean:}), not an expression: Camel evaluates expressions on a
     * copy of the exchange, and {@link #drop} would never learn what was used.
     *
     * @param exchange whose deadline limits the waiting
     * @param scope for example {@code https://management.azure.com/.default}
     * @throws AzureFailure.TokenUnavailable if no token can be had in time
     */
    public void sign(Exchange exchange, String scope) {
        var source = sources.computeIfAbsent(scope, this::newSource);
        exchange.setProperty(USED, new Used(scope, source));
        try {
            exchange.getMessage().setHeader("Authorization", "Bearer " + source.token(Deadline.of(exchange).left()));
        } catch (RuntimeException e) {
            // The cache would not ask again for half a minute, and have all callers wait so long.
            sources.remove(scope, source);
            throw new AzureFailure.TokenUnavailable(scope, e);
        }
    }

    /**
     * Fetches a token in the background, so that the first caller need not wait for it. A failure goes to the log, where it
     * tells early that the credential is wrong.
     */
    public void fetchAhead(String scope) {
        var source = sources.computeIfAbsent(scope, this::newSource);
        var thread = new Thread(() -> {
            try {
                source.token(FETCH_AHEAD);
            } catch (RuntimeException e) {
                sources.remove(scope, source);
                LOG.warn("{}", new AzureFailure.TokenUnavailable(scope, e).getMessage());
            }
        }, "fetch-token");
        thread.setDaemon(true);
        thread.start();
    }

    /** Drops the token that the exchange's last call used, unless another caller has done so already. */
    public void drop(Exchange exchange) {
        var used = exchange.getProperty(USED, Used.class);
        if (used != null) {
            sources.remove(used.scope, used.source);
        }
    }

    private Source newSource(String scope) {
        var request = new TokenRequestContext().addScopes(scope);
        // Deferred, so that a credential that cannot even be made fails like one that gets no token.
        return new Source(new SimpleTokenCache(() -> Mono.defer(() -> credentials.create().getToken(request))
                .doOnNext(token -> meters.fetched(scope, token))));
    }

    private record Used(String scope, Source source) {}

    /** Asks the cache no more often than it has something to do: to ask it costs as much as half of what else a call takes. */
    private static final class Source {
        private final SimpleTokenCache cache;
        private volatile Optional<AccessToken> last = Optional.empty();

        Source(SimpleTokenCache cache) {
            this.cache = cache;
        }

        String token(Duration patience) {
            var known = last.filter(token -> OffsetDateTime.now().plus(AHEAD).isBefore(token.getExpiresAt()));
            if (known.isEmpty()) {
                known = cache.getToken().blockOptional(patience);
                last = known;
            }
            return known.orElseThrow().getToken();
        }
    }
}
