package org.sentinelbridge.operate.doctor;

import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.elastic.elasticsearch.ElasticsearchProbe;

/** Whether it is an Elasticsearch, and one that the bridge can work with. */
final class VersionCheck extends ElasticsearchCheck {

    VersionCheck(Settings settings) {
        super("version", settings);
    }

    @Override
    Finding ask(ElasticsearchProbe probe) {
        var version = probe.version();
        return version.isEmpty()
                ? Finding.warn(name(), "Elasticsearch answers, but the key may not ask for its version", "Give it the cluster privilege monitor")
                : Finding.ok(name(), "Elasticsearch " + version);
    }
}
