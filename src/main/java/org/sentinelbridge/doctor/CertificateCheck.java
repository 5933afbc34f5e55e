package org.sentinelbridge.doctor;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** When a certificate of our own ends: that which the bridge signs in with, or that which it shows its callers. */
final class CertificateCheck implements Check {

    private static final Duration SOON = Duration.ofDays(30);
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", Pattern.DOTALL);

    private final String setting;
    private final Path file;
    private final char[] password;
    private final String renewal;
    private final Clock clock;

    /**
     * @param setting that names the file
     * @param password of a .pfx or .p12 file; empty for none
     * @param renewal what to do when it ends
     */
    CertificateCheck(String setting, Path file, String password, String renewal, Clock clock) {
        this.setting = setting;
        this.file = file;
        this.password = password.toCharArray();
        this.renewal = renewal;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "certificate";
    }

    @Override
    public Finding look() {
        List<X509Certificate> certificates;
        try {
            certificates = file.toString().matches(".*\\.(pfx|p12)") ? inStore() : inPem();
        } catch (IOException | GeneralSecurityException e) {
            return Finding.fail(name(), setting + ": the file cannot be read: " + Reason.of(e), "Check the file, and its password");
        }
        if (certificates.isEmpty()) {
            return Finding.fail(name(), setting + ": there is no certificate in the file", "Put certificate and private key into it");
        }
        var end = certificates.stream().map(one -> one.getNotAfter().toInstant()).min(Comparator.naturalOrder()).orElseThrow();
        var text = "The certificate of " + setting + " ends on " + LocalDate.ofInstant(end, ZoneOffset.UTC);
        if (end.isBefore(clock.instant())) {
            return Finding.fail(name(), text.replace("ends on", "has ended on"), renewal);
        }
        return end.isBefore(clock.instant().plus(SOON)) ? Finding.warn(name(), text, renewal) : Finding.ok(name(), text);
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
        for (var alias : java.util.Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias) && store.getCertificate(alias) instanceof X509Certificate certificate) {
                found.add(certificate);
            }
        }
        return found;
    }
}
