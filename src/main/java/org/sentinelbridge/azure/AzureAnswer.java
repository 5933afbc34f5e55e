package org.sentinelbridge.azure;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.sentinelbridge.base.health.Wellbeing;

/**
 * Reads an answer of Azure: a success becomes the message body as a JSON tree, anything else an
 * {@link AzureFailure}. Removes all headers. Error documents are {@code {"error":{"code","message"}}} (ARM's CloudError);
 * what a proxy answers in between need not be JSON.
 */
public final class AzureAnswer implements Processor {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** Source: learn.microsoft.com azure-resource-manager/management/request-limits-and-throttling. */
    private static final List<String> RATES =
            List.of("x-ms-ratelimit-remaining-subscription-reads", "x-ms-ratelimit-remaining-subscription-writes");
    private static final long UNKNOWN = -1;

    private final AzureTokens tokens;
    private final AzureMeters meters;
    private final OptionalInt receipt;
    private final Wellbeing wellbeing = new Wellbeing();
    private final AtomicLong rateLeft = new AtomicLong(UNKNOWN);

    /**
     * @param receipt the one status, without a body, by which Azure says that it has taken what was sent (ingestion of logs); anything
     *     else, such as a page or an empty 200 of a proxy, is not from Azure, and what was sent has not arrived. Empty where a success
     *     brings a JSON object (Azure Resource Manager)
     */
    public AzureAnswer(AzureTokens tokens, AzureMeters meters, OptionalInt receipt) {
        this.tokens = tokens;
        this.meters = meters;
        this.receipt = receipt;
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        var message = exchange.getMessage();
        var status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, int.class);
        // Not as bytes, which would be one more copy of what may be long.
        var stream = new PushbackInputStream(
                Optional.ofNullable(message.getBody(InputStream.class)).orElse(InputStream.nullInputStream()));
        var success = receipt.isPresent() ? status == receipt.getAsInt() && isEmpty(stream) : status >= 200 && status < 300;
        var body = parse(stream, receipt.isEmpty() && success && status != 204);
        var details = details(status, body, message);
        RATES.stream()
                .map(name -> message.getHeader(name, Long.class))
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .ifPresent(rateLeft::set);
        meters.answered(message.getHeaders());
        message.removeHeaders("*");
        message.setBody(body);
        if (!success) {
            if (status == 401) {
                tokens.drop(exchange);
            }
            var failure = AzureFailure.of(details);
            note(failure);
            throw failure;
        }
        wellbeing.works();
    }

    /** What the caller has got wrong is no trouble of the service. */
    private void note(AzureFailure failure) {
        if (failure instanceof AzureFailure.RoleMissing
                || failure instanceof AzureFailure.WorkspaceNotFound
                || failure instanceof AzureFailure.TokenRefused) {
            wellbeing.fails(failure.getMessage(), true);
        } else if (failure instanceof AzureFailure.NotNow) {
            failure.retryAfter().ifPresentOrElse(
                    wait -> wellbeing.asksToWait(failure.getMessage(), wait), () -> wellbeing.fails(failure.getMessage(), false));
        } else {
            wellbeing.works();
        }
    }

    /** Whether the service answers as it should. */
    public Wellbeing wellbeing() {
        return wellbeing;
    }

    /** How many more requests Azure Resource Manager has last said it will take for now; empty if it has not said. */
    public OptionalLong rateLeft() {
        var left = rateLeft.get();
        return left == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(left);
    }

    private static AzureFailure.Details details(int status, JsonNode body, Message message) {
        return AzureFailure.Details.of(status, body, name -> Optional.ofNullable(message.getHeader(name, String.class)));
    }

    private static boolean isEmpty(PushbackInputStream stream) throws IOException {
        var first = stream.read();
        if (first >= 0) {
            stream.unread(first);
        }
        return first < 0;
    }

    /** An empty body is {@link MissingNode}, and so is one that is not JSON where that does not matter. */
    private static JsonNode parse(InputStream stream, boolean mustBeJson) throws IOException {
        JsonNode body;
        try {
            body = JSON.readTree(stream);
        } catch (StreamConstraintsException e) {
            if (mustBeJson) {
                throw new ExcessiveAnswerException(e.getOriginalMessage().replaceAll(",? \\(?from `[^`]*`", ""));
            }
            return MissingNode.getInstance();
        } catch (IOException e) {
            if (mustBeJson) {
                throw new UnreadableAnswerException("Azure's answer is not valid JSON");
            }
            return MissingNode.getInstance();
        }
        if (mustBeJson && !body.isObject()) {
            throw new UnreadableAnswerException("Azure's answer is no JSON object");
        }
        return body;
    }
}
