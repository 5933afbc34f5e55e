package org.sentinelbridge.operate.doctor;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import org.sentinelbridge.base.settings.Settings;

/**
 * {@code bridge.certificate.expires} (seconds), by {@code use}: for how long the certificates are good that the bridge signs in with
 * ({@code sign-in}) and that it shows ({@code webhook}, {@code management}); below 0 once they have ended, not a number if the file
 * cannot be read. The file is read at each look, as somebody may have put a new one there.
 */
public final class CertificateMeters {

    private static final String SIGN_IN = "azure.client-certificate";

    private CertificateMeters() {}

    public static void bind(MeterRegistry registry, Settings settings) {
        if (settings.find("azure.credential").filter("client-certificate"::equals).isPresent()) {
            bind(registry, "sign-in", settings, SIGN_IN, settings.find("azure.client-certificate-password").orElse(""));
        }
        bind(registry, "webhook", settings, "webhook.tls.certificate", "");
        bind(registry, "management", settings, "management.tls.certificate", "");
    }

    private static void bind(MeterRegistry registry, String use, Settings settings, String setting, String password) {
        settings.find(setting).ifPresent(path -> Gauge.builder(
                        "bridge.certificate.expires", new CertificateFile(Path.of(path), password), CertificateMeters::secondsLeft)
                .description("How long the certificate is good")
                .baseUnit("seconds")
                .tag("use", use)
                .strongReference(true)
                .register(registry));
    }

    private static double secondsLeft(CertificateFile file) {
        try {
            return file.end().map(end -> (double) Duration.between(Instant.now(), end).toSeconds()).orElse(Double.NaN);
        } catch (IOException | GeneralSecurityException e) {
            return Double.NaN;
        }
    }
}
