package org.sentinelbridge.operate.doctor;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenRequestContext;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.sentinelbridge.azure.AzureCredentials;

/** The tokens of one scope. Checks that run beside each other fetch one together. */
final class Tokens {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(8);
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final AzureCredentials credentials;
    private final String scope;
    private Optional<Outcome> last = Optional.empty();

    Tokens(AzureCredentials credentials, String scope) {
        this.credentials = credentials;
        this.scope = scope;
    }

    private record Outcome(OffsetDateTime at, Optional<AccessToken> token, Optional<RuntimeException> failure) {}

    /** There is no token. The message is that of azure-identity. */
    static final class NoToken extends Exception {
        private static final long serialVersionUID = 1L;

        NoToken(RuntimeException cause) {
            super(firstLine(cause), cause);
        }

        private static String firstLine(RuntimeException cause) {
            if (cause.getCause() instanceof java.util.concurrent.TimeoutException
                    || cause instanceof IllegalStateException && String.valueOf(cause.getMessage()).startsWith("Timeout on blocking")) {
                return "no answer within " + LONGEST_WAIT.toSeconds() + " s";
            }
            return String.valueOf(cause.getMessage()).lines().findFirst().orElse(cause.getClass().getSimpleName());
        }
    }

    String scope() {
        return scope;
    }

    /** A token that is not older than a minute; also a failure is remembered so long. */
    synchronized AccessToken get() throws NoToken {
        var outcome = last.filter(known -> known.at().plus(FRESH).isAfter(OffsetDateTime.now())).orElseGet(this::fetch);
        last = Optional.of(outcome);
        if (outcome.failure().isPresent()) {
            throw new NoToken(outcome.failure().get());
        }
        return outcome.token().orElseThrow();
    }

    /** What was got before is forgotten. */
    synchronized void forget() {
        last = Optional.empty();
    }

    private Outcome fetch() {
        var now = OffsetDateTime.now();
        try {
            var request = new TokenRequestContext().addScopes(scope);
            return new Outcome(now, credentials.create().getToken(request).blockOptional(LONGEST_WAIT), Optional.empty());
        } catch (RuntimeException e) {
            return new Outcome(now, Optional.empty(), Optional.of(e));
        }
    }
}
