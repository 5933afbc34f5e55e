package org.sentinelbridge.elasticsearch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.sentinelbridge.settings.SettingsException;

/** Whose signature on the server's certificate is enough. */
final class Trust {

    private static final String SETTING = "elasticsearch.certificate-authority";

    private Trust() {}

    /**
     * @param authorities a PEM file with one or more certificates, in place of the JVM's own trust store
     * @throws SettingsException if the file cannot be read or holds no certificate
     */
    static SSLContext of(Optional<String> authorities) {
        try {
            return authorities.isEmpty() ? SSLContext.getDefault() : of(Path.of(authorities.get()));
        } catch (IOException e) {
            throw new SettingsException(SETTING, "cannot be read: " + e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new SettingsException(SETTING, "is no PEM file with certificates: " + e.getMessage());
        }
    }

    private static SSLContext of(Path file) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (var in = Files.newInputStream(file)) {
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("authority-" + store.size(), certificate);
            }
        }
        if (store.size() == 0) {
            throw new IllegalArgumentException("there is none in it");
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
