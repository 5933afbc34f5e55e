package org.sentinelbridge.operate.doctor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.base.store.Store;
import org.sentinelbridge.http.webhook.WebhookServer;

/** What is checked of the bridge itself and of its store. */
final class OwnSides {

    static final String BRIDGE = "Bridge";

    private static final List<String> CERTIFICATES = List.of("webhook.tls.certificate", "management.tls.certificate");

    private final Ward ward;
    private final Settings settings;

    OwnSides(Ward ward) {
        this.ward = ward;
        this.settings = ward.settings();
    }

    /** @param start does what a start does before anything begins */
    Side bridge(Runnable start) {
        var checks = new ArrayList<Check>();
        checks.add(new SettingsCheck(() -> {
            start.run();
            try (var server = new WebhookServer(settings, (path, run, status, message) -> {})) {
                server.open();
            }
        }));
        for (var certificate : CERTIFICATES) {
            settings.find(certificate).ifPresent(file ->
                    checks.add(new CertificateCheck(certificate, Path.of(file), "", "Put a new certificate into the file", ward.clock())));
        }
        settings.find(IssuerCheck.ISSUER).ifPresent(issuer -> checks.add(new IssuerCheck(settings)));
        checks.add(new RunningCheck(ward.http(), "http" + (settings.find("management.tls.certificate").isPresent() ? "s" : "") + "://"
                + settings.find("management.host").orElse("127.0.0.1") + ":" + settings.find("management.port").orElse("9876")));
        return Side.on(BRIDGE, checks);
    }

    Side store() {
        return ward.side(Side.STORE, "store.url", () -> settings.find("store.url").isPresent(), () -> {
            var checks = new ArrayList<Check>(List.of(new StoreCheck(settings)));
            Store.file(settings).map(file -> file.toAbsolutePath().getParent()).ifPresentOrElse(folder -> {
                checks.add(new DiskCheck(folder));
                checks.add(new SpaceCheck(folder, settings.bytes("outbox.max-bytes", 1L << 50)));
            }, () -> checks.add(new ServerDiskCheck(settings)));
            return checks;
        });
    }
}
