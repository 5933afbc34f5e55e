package org.sentinelbridge.sandbox.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** What can be turned while the stand-in runs; the package's description explains the fields. */
final class Knobs {

    private static final String AUTO_PUSH = "auto_push";
    private static final Set<String> KNOWN =
            Set.of("version", "license", "key", "missing_privileges", "allowed_hosts", "spaces", "response_timeout_ms", "public_url", AUTO_PUSH);
    private static final int USUAL_TIMEOUT = 60_000;

    private Version version;
    private String license;
    private boolean keyValid;
    private Set<String> missingPrivileges;
    private Set<String> allowedHosts;
    private Set<String> spaces;
    private int responseTimeoutMillis;
    private String publicUrl;
    private boolean autoPush;

    Knobs() {
        reset();
    }

    void reset() {
        version = Version.of("9.4.0");
        license = "trial";
        keyValid = true;
        missingPrivileges = Set.of();
        allowedHosts = Set.of("*");
        spaces = Set.of("soc");
        responseTimeoutMillis = USUAL_TIMEOUT;
        publicUrl = "";
        autoPush = false;
    }

    /** @throws IllegalArgumentException if it is nothing that can be set; nothing is changed then */
    Runnable set(JsonNode given) {
        if (!(given instanceof ObjectNode object) || object.isEmpty()) {
            throw new IllegalArgumentException("\"kibana\" must be a JSON object with at least one field.");
        }
        object.fieldNames().forEachRemaining(name -> {
            if (!KNOWN.contains(name)) {
                throw new IllegalArgumentException("Unknown field \"" + name + "\" of \"kibana\".");
            }
        });
        var newVersion = object.has("version") ? Version.of(object.path("version").asText()) : version;
        if (object.path(AUTO_PUSH).asBoolean() && !newVersion.atLeast(9, 4)) {
            throw new IllegalArgumentException("\"auto_push\" needs version 9.4.0 or later.");
        }
        return () -> {
            version = newVersion;
            license = object.path("license").asText(license);
            keyValid = object.has("key") ? !object.path("key").asText().equals("invalid") : keyValid;
            missingPrivileges = names(object, "missing_privileges", missingPrivileges);
            allowedHosts = names(object, "allowed_hosts", allowedHosts);
            spaces = names(object, "spaces", spaces);
            responseTimeoutMillis = object.path("response_timeout_ms").asInt(responseTimeoutMillis);
            publicUrl = object.path("public_url").asText(publicUrl);
            autoPush = object.path(AUTO_PUSH).asBoolean(autoPush);
        };
    }

    private static Set<String> names(ObjectNode given, String field, Set<String> otherwise) {
        if (!given.has(field)) {
            return otherwise;
        }
        var names = new LinkedHashSet<String>();
        given.path(field).forEach(name -> names.add(name.asText()));
        return Set.copyOf(names);
    }

    ObjectNode describe() {
        var description = Json.object().put("version", version.text()).put("license", license).put("key", keyValid ? "valid" : "invalid");
        missingPrivileges.forEach(description.putArray("missing_privileges")::add);
        allowedHosts.forEach(description.putArray("allowed_hosts")::add);
        spaces.forEach(description.putArray("spaces")::add);
        return description.put("response_timeout_ms", responseTimeoutMillis).put("public_url", publicUrl).put(AUTO_PUSH, autoPush);
    }

    Version version() {
        return version;
    }

    String license() {
        return license;
    }

    /** Whether connectors that call a webhook are part of the licence. */
    boolean licenseCoversWebhooks() {
        return !license.equals("basic");
    }

    boolean keyValid() {
        return keyValid;
    }

    boolean lacks(String privilege) {
        return missingPrivileges.contains(privilege);
    }

    /** {@code xpack.actions.allowedHosts}. */
    boolean allows(String host) {
        return allowedHosts.contains("*") || allowedHosts.contains(host);
    }

    boolean hasSpace(String id) {
        return id.equals("default") || spaces.contains(id);
    }

    int responseTimeoutMillis() {
        return responseTimeoutMillis;
    }

    /** {@code server.publicBaseUrl}. */
    Optional<String> publicUrl() {
        return Optional.of(publicUrl).filter(url -> !url.isEmpty());
    }

    /** Whether rules have the Cases action that pushes by itself. */
    boolean autoPush() {
        return autoPush;
    }
}
