package org.sentinelbridge.operate.doctor;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/** When a certificate of our own ends: that which the bridge signs in with, or that which it shows its callers. */
final class CertificateCheck implements Check {

    private static final Duration SOON = Duration.ofDays(30);

    private final String setting;
    private final Path file;
    private final String password;
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
        this.password = password;
        this.renewal = renewal;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "certificate";
    }

    @Override
    public Finding look() {
        Optional<Instant> found;
        try {
            found = new CertificateFile(file, password).end();
        } catch (IOException | GeneralSecurityException e) {
            return Finding.fail(name(), setting + ": the file cannot be read: " + Reason.of(e), "Check the file, and its password");
        }
        if (found.isEmpty()) {
            return Finding.fail(name(), setting + ": there is no certificate in the file", "Put certificate and private key into it");
        }
        var end = found.get();
        var text = "The certificate of " + setting + " ends on " + LocalDate.ofInstant(end, ZoneOffset.UTC);
        if (end.isBefore(clock.instant())) {
            return Finding.fail(name(), text.replace("ends on", "has ended on"), renewal);
        }
        return end.isBefore(clock.instant().plus(SOON)) ? Finding.warn(name(), text, renewal) : Finding.ok(name(), text);
    }
}
