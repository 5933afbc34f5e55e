package org.sentinelbridge.operate.doctor;

import org.sentinelbridge.elastic.kibana.Kibana;
import org.sentinelbridge.elastic.kibana.KibanaFailure;
import org.sentinelbridge.elastic.kibana.KibanaVersion;

/** Whether Kibana takes the key, and is of a version that the bridge knows. */
final class KibanaCheck implements Check {

    private final Kibana kibana;

    KibanaCheck(Kibana kibana) {
        this.kibana = kibana;
    }

    @Override
    public String name() {
        return "version";
    }

    @Override
    public Finding look() {
        try {
            KibanaVersion version = kibana.version();
            return Finding.ok(name(), "Kibana " + version.text() + " takes the key");
        } catch (KibanaFailure e) {
            return Finding.fail(name(), e.what(), e.advice());
        }
    }
}
