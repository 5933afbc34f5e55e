package org.sentinelbridge.sandbox.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Which configuration each type of connector takes in each version of Kibana, and what it puts where nothing is given. */
final class ConnectorSchema {

    private static final List<String> CASES_REQUIRED = List.of(
            "createIncidentUrl", "createIncidentJson", "createIncidentResponseKey", "getIncidentUrl",
            "getIncidentResponseExternalTitleKey", "viewIncidentUrl", "updateIncidentUrl", "updateIncidentJson");
    private static final List<String> CASES_URLS =
            List.of("createIncidentUrl", "getIncidentUrl", "viewIncidentUrl", "updateIncidentUrl", "createCommentUrl");
    private static final Set<String> SECRETS = Set.of("user", "password");
    private static final String METHOD_OF_GET = "getIncidentMethod";
    private static final String BASIC = "webhook-authentication-basic";
    /** Of the case connector; sorted, as they are told. */
    private static final Map<String, List<String>> METHODS = Map.of(
            "createIncidentMethod", List.of("post", "put"),
            METHOD_OF_GET, List.of("get", "post"),
            "updateIncidentMethod", List.of("patch", "post", "put"),
            "createCommentMethod", List.of("patch", "post", "put"));

    private final Knobs knobs;

    ConnectorSchema(Knobs knobs) {
        this.knobs = knobs;
    }

    /**
     * The connector with what Kibana adds.
     *
     * @throws Refused with 400 if it does not keep to the schema
     */
    Connector checked(String id, String type, ObjectNode given) {
        var config = given.path("config") instanceof ObjectNode object ? object : Json.object();
        var secrets = given.path("secrets") instanceof ObjectNode object ? object : Json.object();
        if (given.path("name").asText().isBlank()) {
            throw Refused.of(400, "[request body.name]: value has length [0] but it must have a minimum length of [1].");
        }
        var known = defaults(type);
        known("config", config, known.keySet());
        known("secrets", secrets, secretsKnown(type));
        var whole = Json.object();
        known.forEach((name, value) -> whole.set(name, config.path(name).isMissingNode() ? value : config.get(name)));
        required(type, whole);
        methods(whole);
        urls(type, whole);
        authentication(type, whole, secrets);
        if (config.path("authType").asText().equals(ClientCredentials.TYPE)) {
            oauth2(whole, secrets);
        }
        return new Connector(id, given.path("name").asText(), type, whole, secrets.deepCopy());
    }

    private Map<String, JsonNode> defaults(String type) {
        var version = knobs.version();
        var known = new LinkedHashMap<String, JsonNode>();
        if (type.equals(Connector.CASES)) {
            CASES_REQUIRED.forEach(name -> known.put(name, NullNode.getInstance()));
            known.put("createIncidentMethod", text("post"));
            known.put("updateIncidentMethod", text("put"));
            known.put("createCommentUrl", NullNode.getInstance());
            known.put("createCommentJson", NullNode.getInstance());
            known.put("createCommentMethod", text("put"));
            if (version.atLeast(8, 17)) {
                known.put(METHOD_OF_GET, text("get"));
                known.put("getIncidentJson", NullNode.getInstance());
            }
        } else {
            known.put("url", NullNode.getInstance());
            known.put("method", text("post"));
        }
        known.put("headers", NullNode.getInstance());
        known.put("hasAuth", Json.node(true));
        if (hasCertificates(type)) {
            List.of("authType", "certType", "ca", "verificationMode").forEach(name -> known.put(name, NullNode.getInstance()));
        }
        if (version.atLeast(9, 4)) {
            known.put("authType", text(BASIC)); // Zod 4 puts the default also where nothing may be
        }
        if (version.atLeast(9, 2)) {
            List.of("accessTokenUrl", "clientId", "scope", "additionalFields").forEach(name -> known.put(name, NullNode.getInstance()));
        }
        return known;
    }

    private boolean hasCertificates(String type) {
        return knobs.version().atLeast(8, 15) || type.equals(Connector.WEBHOOK);
    }

    private Set<String> secretsKnown(String type) {
        var known = new HashSet<>(SECRETS);
        if (hasCertificates(type)) {
            known.addAll(Set.of("crt", "key", "pfx"));
        }
        if (knobs.version().atLeast(9, 2)) {
            known.addAll(Set.of("secretHeaders", "clientSecret"));
        }
        return known;
    }

    private static void known(String part, ObjectNode given, Set<String> known) {
        given.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw Refused.of(400, "error validating connector type " + part + ": [" + name + "]: definition for this key is missing");
            }
        });
    }

    private static void required(String type, ObjectNode config) {
        for (var name : type.equals(Connector.CASES) ? CASES_REQUIRED : List.of("url")) {
            if (!config.path(name).isTextual()) {
                throw Refused.of(400, "error validating connector type config: [" + name
                        + "]: expected value of type [string] but got [undefined]");
            }
        }
    }

    private static void methods(ObjectNode config) {
        METHODS.forEach((name, taken) -> {
            if (config.path(name).isTextual() && !taken.contains(config.path(name).asText())) {
                throw Refused.of(400, "error validating connector type config: [" + name + "]: expected one of " + taken);
            }
        });
    }

    private void urls(String type, ObjectNode config) {
        for (var name : type.equals(Connector.CASES) ? CASES_URLS : List.of("url")) {
            if (config.path(name).isTextual()) {
                try {
                    Address.of(config.path(name).asText().replaceAll("\\{\\{\\{?[^{}]*}?}}", "x"), knobs);
                } catch (CallFailed e) {
                    throw Refused.of(400, "error validating connector type config: " + e.getMessage());
                }
            }
        }
    }

    private static void authentication(String type, ObjectNode config, ObjectNode secrets) {
        var hasAuth = config.path("hasAuth").asBoolean();
        var given = SECRETS.stream().filter(secrets::hasNonNull).count();
        if (hasAuth && secrets.isEmpty()) {
            throw Refused.of(400, "error validating connector type connector: must specify a secrets configuration");
        }
        if (given == 1) {
            throw Refused.of(400, "error validating connector type secrets: must specify one of the following schemas: user and password;"
                    + " crt and key (with optional password); or pfx (with optional password)");
        }
        if (type.equals(Connector.WEBHOOK) && !hasAuth && config.hasNonNull("authType")) {
            throw Refused.of(400, "error validating connector type config: error validation webhook action config: authType must be null or"
                    + " undefined if hasAuth is false");
        }
        if (type.equals(Connector.CASES) && config.path("authType").asText().equals(ClientCredentials.TYPE)) {
            throw Refused.of(400, "error validating connector type config: OAuth2 authentication is not supported for cases webhook connector");
        }
    }

    /** As stack_connectors/webhook/validations.ts and the schema of secrets have it. */
    private void oauth2(ObjectNode config, ObjectNode secrets) {
        if (!knobs.version().atLeast(9, 2)) {
            throw Refused.of(400, "error validating connector type config: [authType]: types that failed validation");
        }
        var missing = Stream.of(Map.entry("accessTokenUrl", "Access Token URL"), Map.entry("clientId", "Client ID"))
                .filter(field -> config.path(field.getKey()).asText("").isEmpty() || config.path(field.getKey()).isNull())
                .map(field -> field.getValue() + " (" + field.getKey() + ")")
                .toList();
        if (!missing.isEmpty()) {
            throw Refused.of(400, "error validating connector type config: error validation webhook action config: missing "
                    + String.join(", ", missing) + " fields");
        }
        if (!secrets.hasNonNull("clientSecret")) {
            throw Refused.of(400, "error validating connector type secrets: clientSecret must be given");
        }
        try {
            Address.of(config.path("accessTokenUrl").asText(), knobs);
        } catch (CallFailed e) {
            throw Refused.of(400, "error validating connector type config: error validation webhook action config: " + e.getMessage());
        }
    }

    private static JsonNode text(String value) {
        return Json.node(value);
    }
}
