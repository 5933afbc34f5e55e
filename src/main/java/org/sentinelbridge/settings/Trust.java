package org.sentinelbridge.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
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
        return trust.getTrustManagers();
    }
}
