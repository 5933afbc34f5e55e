package org.sentinelbridge.sandbox;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * What ARM checks before a resource provider sees a request, in ARM's order: token, api-version, subscription, role,
 * resource group, workspace; then the request limits of the provider.
 */
final class ArmGate {

    private static final Pattern API_VERSION = Pattern.compile("\\d{4}-\\d{2}-\\d{2}(-preview)?");

    private final SandboxOptions options;
    private final TokenGate tokens;
    private final Switches switches;
    private final Throttle throttle;
    private final OperationCounts counts;

    ArmGate(SandboxOptions options, TokenGate tokens, Switches switches, Throttle throttle, OperationCounts counts) {
        this.options = options;
        this.tokens = tokens;
        this.switches = switches;
        this.throttle = throttle;
        this.counts = counts;
    }

    /** @throws Rejected if the request must not pass */
    void check(ArmCall call) {
        tokens.check(call.request());
        apiVersion(call.request());
        if (!call.subscription().equalsIgnoreCase(options.subscriptionId())) {
            throw ArmErrors.of(
                    404, "SubscriptionNotFound", "The subscription '" + call.subscription() + "' could not be found.");
        }
        role(call);
        resources(call);
        limits(call.operation());
    }

    private static void apiVersion(Request request) {
        String version = request.parameter("api-version").orElse("");
        if (version.isEmpty()) {
            throw ArmErrors.of(
                    400,
                    "MissingApiVersionParameter",
                    "The api-version query parameter (?api-version=) is required for all requests.");
        }
        if (!API_VERSION.matcher(version).matches()) {
            throw ArmErrors.of(
                    400,
                    "InvalidApiVersionParameter",
                    "The api-version '" + version + "' is invalid. It must have the form 'yyyy-mm-dd' or"
                            + " 'yyyy-mm-dd-preview'.");
        }
    }

    private void role(ArmCall call) {
        if (!switches.role()) {
            String scope = "/" + String.join("/", call.request().segments());
            throw ArmErrors.of(
                    403,
                    "AuthorizationFailed",
                    "The client '" + options.clientId() + "' with object id '" + TokenStore.principal(options)
                            + "' does not have authorization to perform action '" + call.operation().permission()
                            + "' over scope '" + scope + "' or the scope is invalid. If access was recently granted,"
                            + " please refresh your credentials.");
        }
    }

    private void resources(ArmCall call) {
        if (!call.resourceGroup().equalsIgnoreCase(options.resourceGroup())) {
            throw ArmErrors.of(
                    404, "ResourceGroupNotFound", "Resource group '" + call.resourceGroup() + "' could not be found.");
        }
        if (call.operation() == Operation.UNKNOWN) {
            throw ArmErrors.of(
                    404,
                    "InvalidResourceType",
                    "The resource type at '" + call.request().path() + "' could not be found.");
        }
        if (!call.workspace().equalsIgnoreCase(options.workspaceName())) {
            throw ArmErrors.of(
                    404,
                    "ResourceNotFound",
                    "The Resource 'Microsoft.OperationalInsights/workspaces/" + call.workspace()
                            + "' under resource group '" + call.resourceGroup() + "' was not found. For more details"
                            + " please go to https://aka.ms/ARMResourceNotFoundFix");
        }
        if (call.operation() == Operation.WRONG_METHOD) {
            throw ArmErrors.of(
                    405,
                    "UnsupportedApiVersion",
                    "The HTTP resource that matches the request URI '" + call.request().path()
                            + "' with API version '" + call.request().parameter("api-version").orElse("")
                            + "' does not support HTTP method '" + call.request().method() + "'.");
        }
    }

    private void limits(Operation operation) {
        OptionalLong retryAfter = switches.throttle() ? throttle.admit(operation) : OptionalLong.empty();
        if (retryAfter.isPresent()) {
            counts.addThrottled(operation);
            throw new Rejected(ArmErrors.answer(
                            429,
                            "TooManyRequests",
                            "The request is being throttled as the limit has been reached for operation '"
                                    + operation.id() + "'. Retry after " + retryAfter.getAsLong() + " seconds.")
                    .with("Retry-After", Long.toString(retryAfter.getAsLong())));
        }
    }
}
