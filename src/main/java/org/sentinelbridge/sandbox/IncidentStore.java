package org.sentinelbridge.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** All incidents of the workspace, oldest first. Their names are compared without regard to case. */
final class IncidentStore {

    private final Clock clock;
    private final SandboxOptions options;
    private final Map<String, Incident> incidents = new LinkedHashMap<>();
    private int lastNumber;
    private long versions;

    IncidentStore(Clock clock, SandboxOptions options) {
        this.clock = clock;
        this.options = options;
    }

    Collection<Incident> all() {
        return incidents.values();
    }

    Optional<Incident> find(String name) {
        return Optional.ofNullable(incidents.get(key(name)));
    }

    /** @throws Rejected with 404 if there is none */
    Incident get(String name) {
        return find(name).orElseThrow(() -> ArmErrors.incidentNotFound(name));
    }

    /** @throws Rejected with 404 if there is none, or none that can be read yet */
    Incident readable(String name) {
        return find(name)
                .filter(incident -> incident.isReadable(now()))
                .orElseThrow(() -> ArmErrors.incidentNotFound(name));
    }

    Incident add(String name, ObjectNode properties, Instant readableFrom) {
        Incident incident = new Incident(name, idOf(name), readableFrom, properties, quoted(nextVersion()));
        incidents.put(key(name), incident);
        return incident;
    }

    /** Notes that an incident has changed: its etag and the time of its last modification are new. */
    void touch(Incident incident, ObjectNode properties) {
        properties.put("lastModifiedTimeUtc", Times.text(now()));
        incident.change(properties, quoted(nextVersion()));
    }

    boolean remove(String name) {
        return incidents.remove(key(name)) != null;
    }

    void clear() {
        incidents.clear();
        lastNumber = 0;
    }

    Instant now() {
        return clock.instant();
    }

    int nextNumber() {
        return ++lastNumber;
    }

    /** A version that no other has had; incidents wear it in literal double quotes, comments without. */
    String nextVersion() {
        return String.format("%08x-0000-0d00-0000-%08x0000", ++versions, now().getEpochSecond());
    }

    String idOf(String name) {
        return "/subscriptions/" + options.subscriptionId() + "/resourceGroups/" + options.resourceGroup()
                + "/providers/Microsoft.OperationalInsights/workspaces/" + options.workspaceName()
                + "/providers/Microsoft.SecurityInsights/Incidents/" + name;
    }

    static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static String quoted(String version) {
        return '"' + version + '"';
    }
}
