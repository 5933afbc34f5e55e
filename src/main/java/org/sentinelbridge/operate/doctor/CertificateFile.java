package org.sentinelbridge.operate.doctor;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A file with a certificate of our own: PEM or, by its name, PKCS #12. */
public final class CertificateFile {

    private static final Pattern PEM =
            Pattern.compile("-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", Pattern.DOTALL);

    private final Path file;
    private final char[] password;

    /** @param password of a .pfx or .p12 file; empty for none */
    public CertificateFile(Path file, String password) {
        this.file = file;
        this.password = password.toCharArray();
    }

    /** When the first of its certificates ends; empty if there is none in it. */
    public Optional<Instant> end() throws IOException, GeneralSecurityException {
        var certificates = file.toString().matches(".*\\.(pfx|p12)") ? inStore() : inPem();
        return certificates.stream().map(one -> one.getNotAfter().toInstant()).min(Comparator.naturalOrder());
    }

    private List<X509Certificate> inPem() throws IOException, GeneralSecurityException {
        var found = new ArrayList<X509Certificate>();
        var factory = CertificateFactory.getInstance("X.509");
        for (var match : PEM.matcher(Files.readString(file)).results().toList()) {
            found.add((X509Certificate) factory.generateCertificate(
                    new ByteArrayInputStream(match.group().getBytes(StandardCharsets.US_ASCII))));
        }
        return found;
    }

    private List<X509Certificate> inStore() throws IOException, GeneralSecurityException {
        var found = new ArrayList<X509Certificate>();
        var store = KeyStore.getInstance(file.toFile(), password);
        for (var alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias) && store.getCertificate(alias) instanceof X509Certificate certificate) {
                found.add(certificate);
            }
        }
        return found;
    }
}
