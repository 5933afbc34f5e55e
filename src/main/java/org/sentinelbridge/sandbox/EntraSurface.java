package org.sentinelbridge.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Entra ID as an application sees it: the token endpoint (v2.0) for the client credentials grant, the OpenID
 * configuration, the public keys and the discovery of instances. Source: learn.microsoft.com, "OAuth 2.0 client credentials flow on the
 * Microsoft identity platform".
 */
final class EntraSurface implements Surface {

    private final SandboxOptions options;
    private final TokenStore tokens;
    private final TokenGrant grant;
    private final EntraErrors errors;
    private final Executor owner;

    /** @param owner runs what reads or changes the state of the sandbox */
    EntraSurface(SandboxOptions options, TokenStore tokens, Clock clock, Executor owner) {
        this.owner = owner;
        this.options = options;
        this.tokens = tokens;
        this.errors = new EntraErrors(clock);
        this.grant = new TokenGrant(options, tokens, errors);
    }

    @Override
    public boolean serves(Request request) {
        return isToken(request) || isConfiguration(request) || isKeys(request) || isInstanceDiscovery(request);
    }

    @Override
    public void arrived(Request request) {
        if (isToken(request)) {
            tokens.request();
        }
    }

    @Override
    public Answer answer(Request request) {
        if (isInstanceDiscovery(request)) {
            return instances(request);
        }
        String tenant = request.segments().get(0);
        if (!tenant.equalsIgnoreCase(options.tenantId())) {
            return errors.unknownTenant(tenant);
        }
        if (isConfiguration(request)) {
            return configuration(request, tenant);
        }
        if (isKeys(request)) {
            return Answer.json(200, tokens.keys());
        }
        return request.method().equals("POST") ? grant.answer(request) : errors.onlyPost();
    }

    @Override
    public CompletionStage<Answer> answerLater(Request request) {
        boolean signs = isKeys(request) || isToken(request) && request.form().getOrDefault("scope", "").contains(Audience.BRIDGE_ID);
        return signs
                ? tokens.ready().thenApplyAsync(ready -> FrontDoor.execute(this, request), owner)
                : Surface.super.answerLater(request);
    }

    @Override
    public Answer refusal(int status) {
        return errors.transientError(status);
    }

    @Override
    public Answer dress(Request request, Answer answer) {
        Answer dressed = answer.withDefaults(Map.of(
                "Cache-Control", "no-store, no-cache",
                "Pragma", "no-cache",
                "x-ms-request-id", UUID.randomUUID().toString()));
        return request.header("client-request-id")
                .map(id -> dressed.withDefaults(Map.of("client-request-id", id)))
                .orElse(dressed);
    }

    private static boolean isToken(Request request) {
        return tailIs(request, List.of("oauth2", "v2.0", "token"));
    }

    private static boolean isConfiguration(Request request) {
        return tailIs(request, List.of("v2.0", ".well-known", "openid-configuration"));
    }

    private static boolean isKeys(Request request) {
        return tailIs(request, List.of("discovery", "v2.0", "keys"));
    }

    private static boolean isInstanceDiscovery(Request request) {
        return request.segments().equals(List.of("common", "discovery", "instance"));
    }

    private static boolean tailIs(Request request, List<String> tail) {
        List<String> segments = request.segments();
        return segments.size() == tail.size() + 1 && segments.subList(1, segments.size()).equals(tail);
    }

    private static Answer configuration(Request request, String tenant) {
        String authority = request.origin() + "/" + tenant;
        ObjectNode body = Json.object();
        body.put("token_endpoint", authority + "/oauth2/v2.0/token");
        body.putArray("token_endpoint_auth_methods_supported")
                .add("client_secret_post")
                .add("private_key_jwt")
                .add("client_secret_basic");
        body.put("jwks_uri", authority + "/discovery/v2.0/keys");
        body.putArray("response_modes_supported").add("query").add("fragment").add("form_post");
        body.putArray("subject_types_supported").add("pairwise");
        body.putArray("id_token_signing_alg_values_supported").add("RS256");
        body.putArray("response_types_supported").add("code").add("id_token");
        body.putArray("scopes_supported").add("openid").add("profile").add("email").add("offline_access");
        body.put("issuer", authority + "/v2.0");
        body.put("authorization_endpoint", authority + "/oauth2/v2.0/authorize");
        body.put("tenant_region_scope", "EU");
        body.put("cloud_instance_name", "microsoftonline.com");
        return Answer.json(200, body);
    }

    private Answer instances(Request request) {
        String host = request.origin().replace("http://", "");
        ObjectNode body = Json.object();
        body.put(
                "tenant_discovery_endpoint",
                request.origin() + "/" + options.tenantId() + "/v2.0/.well-known/openid-configuration");
        body.put("api-version", request.parameter("api-version").orElse("1.1"));
        ObjectNode metadata = body.putArray("metadata").addObject();
        metadata.put("preferred_network", host);
        metadata.put("preferred_cache", host);
        metadata.putArray("aliases").add(host).add(host.split(":")[0]);
        return Answer.json(200, body);
    }
}
