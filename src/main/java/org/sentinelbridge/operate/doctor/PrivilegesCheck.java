package org.sentinelbridge.operate.doctor;

import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.elastic.elasticsearch.ElasticsearchProbe;

/** Whether the key has the privileges that the bridge needs. */
final class PrivilegesCheck extends ElasticsearchCheck {

    private final boolean templates;

    /** @param templates whether the bridge is to install its index templates */
    PrivilegesCheck(Settings settings, boolean templates) {
        super("privileges", settings);
        this.templates = templates;
    }

    @Override
    Finding ask(ElasticsearchProbe probe) {
        var missing = probe.missingPrivileges(templates);
        return missing.isEmpty()
                ? Finding.ok(name(), "The key has all privileges that it needs")
                : Finding.fail(name(), "The key lacks " + String.join(", ", missing),
                        "Make a key with these privileges in Kibana > Stack Management > API keys, and set elasticsearch.api-key");
    }
}
