package org.sentinelbridge.azure;

import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.http.HttpMethods;
import org.sentinelbridge.base.retry.CallLimits;

/**
 * Makes an exchange a call of Azure Resource Manager. Reads the exchange variables {@code method} ({@code PUT} sends the message body as
 * JSON, {@code POST} asks a question without a body, all else is {@code GET}), {@code below}, what of the incident it is about ({@link
 * IncidentAddress}; such as {@code /comments/ID}), or in its place {@code path} below the address of the endpoint, and {@code query}, which
 * begins with {@code &} if it is there. Headers that the message had before are gone: nothing of a caller reaches Azure.
 */
public final class SentinelCall implements Processor {

    private final IncidentAddress address = new IncidentAddress();
    private final AzureTokens tokens;
    private final CallLimits limits;
    private final String scope;
    private final String version;

    /**
     * @param scope of the token, such as {@code https://management.azure.com/.default}
     * @param version of the API, such as {@code 2024-03-01}
     */
    public SentinelCall(AzureTokens tokens, CallLimits limits, String scope, String version) {
        this.tokens = tokens;
        this.limits = limits;
        this.scope = scope;
        this.version = version;
    }

    /**
     * @throws AzureFailure.TokenUnavailable if no token can be had in time
     * @throws UnreadableAnswerException if the incident has no name that Sentinel knows
     */
    @Override
    public void process(Exchange exchange) throws InvalidPayloadException, UnreadableAnswerException {
        var message = exchange.getMessage();
        message.removeHeaders("*");
        switch (exchange.getVariable("method", "GET", String.class)) {
            case "PUT" -> {
                message.setBody(message.getMandatoryBody(byte[].class));
                message.setHeader(Exchange.CONTENT_TYPE, "application/json");
                message.setHeader(Exchange.HTTP_METHOD, HttpMethods.PUT);
            }
            case "POST" -> body(message, "", HttpMethods.POST);
            default -> body(message, null, HttpMethods.GET);
        }
        tokens.sign(exchange, scope);
        message.setHeader(Exchange.HTTP_PATH, path(exchange));
        message.setHeader(Exchange.HTTP_QUERY, "api-version=" + version + exchange.getVariable("query", "", String.class));
        message.setHeader(CallLimits.TIME_LEFT, limits.timeLeft(exchange));
    }

    private String path(Exchange exchange) throws UnreadableAnswerException {
        var given = exchange.getVariable("path", String.class);
        return given == null ? address.path(exchange) + exchange.getVariable("below", "", String.class) : given;
    }

    private static void body(Message message, String body, HttpMethods method) {
        message.setBody(body);
        message.setHeader(Exchange.HTTP_METHOD, method);
    }
}
