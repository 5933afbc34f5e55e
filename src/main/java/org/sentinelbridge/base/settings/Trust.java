package org.sentinelbridge.base.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Whose signature on a server's certificate is enough. */
public final class Trust {

    private Trust() {}

    /**
     * @param property names a PEM file with one or more certificates; if it is not set, the JVM's own trust store counts
     * @throws SettingsException if the file cannot be read or holds no certificate
     */
    public static SSLContext of(Settings settings, String property) {
        return of(settings.find(property).map(Path::of), property);
    }

    /**
     * @param file a PEM file with one or more certificates; without one, the JVM's own trust store counts
     * @param name of the setting or option that names the file
     * @throws SettingsException if the file cannot be read or holds no certificate
     */
    public static SSLContext of(Optional<Path> file, String name) {
        return of(file, name, new KeyManager[0]);
    }

    /**
     * As {@link #of(Optional, String)}.
     *
     * @param own what is shown to a server that asks who we are; empty for nothing
     */
    public static SSLContext of(Optional<Path> file, String name, KeyManager[] own) {
        try {
            return file.isEmpty() && own.length == 0 ? SSLContext.getDefault() : of(file, own);
        } catch (IOException e) {
            throw new SettingsException(name, "cannot be read: " + e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new SettingsException(name, "is no PEM file with certificates: " + e.getMessage());
        }
    }

    private static SSLContext of(Optional<Path> file, KeyManager[] own) throws IOException, GeneralSecurityException {
        var context = SSLContext.getInstance("TLS");
        context.init(own, file.isEmpty() ? null : trusting(file.get()), null);
        return context;
    }

    private static TrustManager[] trusting(Path file) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (var certificate : certificates(file)) {
            store.setCertificateEntry("authority-" + store.size(), certificate);
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        return trust.getTrustManagers();
    }

    /** All certificates of a PEM file, at least one. */
    static List<Certificate> certificates(Path file) throws IOException, CertificateException {
        try (var in = Files.newInputStream(file)) {
            var all = CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (all.isEmpty()) {
                throw new CertificateException("there is none in it");
            }
            return List.copyOf(all);
        }
    }
}
