package org.sentinelbridge.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * Reads an answer of Azure: a success becomes the message body as a JSON tree, anything else an
 * {@link AzureFailure}. Removes all headers. Error documents are {@code {"error":{"code","message"}}} (ARM's CloudError);
 * what a proxy answers in between need not be JSON.
 */
public final class AzureAnswer implements Processor {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_TEXT = 500;
    private static final Set<String> WORKSPACE_CODES = Set.of(
            "SubscriptionNotFound", "InvalidSubscriptionId", "ResourceGroupNotFound", "WorkspaceNotFound", "ParentResourceNotFound");

    private final AzureTokens tokens;
    private final boolean isDocument;

    /** @param isDocument whether a success brings a JSON object (Azure Resource Manager), or may be empty (ingestion of logs) */
    public AzureAnswer(AzureTokens tokens, boolean isDocument) {
        this.tokens = tokens;
        this.isDocument = isDocument;
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        var message = exchange.getMessage();
        var status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, int.class);
        var bytes = message.getBody(byte[].class);
        var success = status >= 200 && status < 300;
        var body = parse(bytes == null ? new byte[0] : bytes, isDocument && success && status != 204);
        var details = details(status, body, message);
        message.removeHeaders("*");
        message.setBody(body);
        if (!success) {
            throw failure(exchange, details);
        }
    }

    private AzureFailure failure(Exchange exchange, AzureFailure.Details details) {
        return switch (details.status()) {
            case 401 -> {
                tokens.drop(exchange);
                yield new AzureFailure.TokenRefused(details);
            }
            case 403 -> new AzureFailure.RoleMissing(details);
            case 404 -> WORKSPACE_CODES.contains(details.code()) || details.text().contains("/workspaces/")
                            && details.code().equals("ResourceNotFound")
                    ? new AzureFailure.WorkspaceNotFound(details)
                    : new AzureFailure.NotFound(details);
            case 409, 412 -> new AzureFailure.ChangedMeanwhile(details);
            case 413 -> new AzureFailure.TooLarge(details);
            case 408, 429 -> new AzureFailure.NotNow(details);
            default -> details.status() >= 500 ? new AzureFailure.NotNow(details) : new AzureFailure.Refused(details);
        };
    }

    private static AzureFailure.Details details(int status, JsonNode body, Message message) {
        var error = body.path("error");
        var text = error.path("message").asText("");
        return new AzureFailure.Details(
                status,
                error.path("code").asText(""),
                text.length() > MOST_TEXT ? text.substring(0, MOST_TEXT) + "…" : text,
                Optional.ofNullable(message.getHeader("x-ms-request-id", String.class)).orElse(""),
                Optional.ofNullable(message.getHeader("Retry-After", String.class)).flatMap(AzureAnswer::retryAfter));
    }

    /** Retry-After by RFC 9110, section 10.2.3: seconds or a date. */
    static Optional<Duration> retryAfter(String value) {
        try {
            if (value.matches("\\d{10,}")) {
                return Optional.of(Duration.ofDays(1));
            }
            if (value.matches("\\d+")) {
                return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
            }
            var date = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            var wait = Duration.between(Instant.now(), date);
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** An empty body is {@link MissingNode}, and so is one that is not JSON where that does not matter. */
    private static JsonNode parse(byte[] bytes, boolean mustBeJson) throws IOException {
        JsonNode body;
        try {
            body = JSON.readTree(bytes);
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
