package org.sentinelbridge.sandbox;

import java.net.URI;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.elastic.kibana.ConnectorScreens;
import org.sentinelbridge.elastic.kibana.ConnectorSetup;
import org.sentinelbridge.elastic.kibana.KeyPlace;
import org.sentinelbridge.elastic.kibana.Kibana;
import org.sentinelbridge.elastic.kibana.KibanaAddress;
import org.sentinelbridge.elastic.kibana.KibanaFailure;
import org.sentinelbridge.elastic.kibana.KibanaProvisioning;
import org.sentinelbridge.sandbox.kibana.KibanaStandIn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets up the stand-in for Kibana as {@code bridge provision kibana} sets up the real one: its default space, with the test rule. */
final class KibanaSetUp {

    private static final Logger LOG = LoggerFactory.getLogger(KibanaSetUp.class);

    private KibanaSetUp() {}

    /** @param webhooks where the bridge listens */
    static void run(Settings settings, Sandbox sandbox, String webhooks, String key) {
        try {
            var kibana = new Kibana(
                    new KibanaAddress(URI.create(sandbox.kibanaUrl()), "", KibanaStandIn.API_KEY, SSLContext.getDefault()));
            var setup = new ConnectorSetup(
                    ConnectorScreens.of(settings, webhooks), key, KeyPlace.SECRET_HEADER, "", new ConnectorSetup.Wanted(true, false, true));
            new KibanaProvisioning(setup, LOG::debug).apply(kibana, kibana.version());
        } catch (KibanaFailure | NoSuchAlgorithmException e) {
            LOG.warn("The stand-in for Kibana has no connectors: {}", e.getMessage());
        }
    }
}
