package org.sentinelbridge.operate.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import org.sentinelbridge.base.settings.OwnCertificate;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.base.settings.SettingsException;
import org.sentinelbridge.base.settings.SettingsFile;
import org.sentinelbridge.base.settings.Trust;
import org.sentinelbridge.operate.manage.RemoteBridge;
import picocli.CommandLine.Option;

/** Options of the commands that talk to a running bridge: where it is, and the key. Without any, the bridge of this folder. */
final class RunningBridge {

    private static final String KEY = "management.key";
    private static final String CERTIFICATE = "management.tls.certificate";
    /** Where the sandbox keeps the key that it has made. */
    private static final Path KEPT = Path.of("data", KEY);

    @Option(names = "--url", paramLabel = "URL",
            description = "Of the management port; else by management.host and management.port")
    private Optional<URI> url;

    @Option(names = "--key-file", paramLabel = "FILE",
            description = "File with the key; else management.key or, in the sandbox, data/management.key")
    private Optional<Path> keyFile;

    @Option(names = "--ca", paramLabel = "FILE",
            description = "PEM file with the certificate authority, or the certificate itself, of a bridge that speaks TLS; else"
                    + " management.tls.certificate or, with --url, what the Java runtime trusts")
    private Optional<Path> authority;

    @Option(names = "--client-certificate", paramLabel = "FILE",
            description = "PEM file with the certificate that a bridge with management.tls.client-ca wants to see")
    private Optional<Path> clientCertificate;

    @Option(names = "--client-key", paramLabel = "FILE", description = "PEM file with the private key of that certificate")
    private Optional<Path> clientKey;

    /** @throws SettingsException if there is no key, or the settings do not say where the bridge is */
    RemoteBridge connect() {
        var settings = SettingsFile.read(SettingsFile.NAME).settings();
        return new RemoteBridge(url.orElseGet(() -> own(settings)), key(settings), trust(settings));
    }

    private static URI own(Settings settings) {
        var host = settings.text("management.host");
        var scheme = settings.find(CERTIFICATE).isPresent() ? "https" : "http";
        var name = host.equals("0.0.0.0") ? "127.0.0.1" : host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
        return URI.create(scheme + "://" + name + ":" + settings.number("management.port", 1, 65_535));
    }

    private String key(Settings settings) {
        if (keyFile.isPresent()) {
            return read(keyFile.get());
        }
        return settings.find(KEY).or(() -> Files.isReadable(KEPT) ? Optional.of(read(KEPT)) : Optional.empty()).orElseThrow(() ->
                new SettingsException(KEY, "is not set; give the key that the bridge runs with, in application.properties, in the"
                        + " environment or by --key-file"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new SettingsException("--key-file", file + " cannot be read: " + e);
        }
    }

    /** Our own bridge shows our own certificate; whatever else has one that the Java runtime knows. */
    private SSLContext trust(Settings settings) {
        return url.isEmpty() && authority.isEmpty()
                ? Trust.of(settings.find(CERTIFICATE).map(Path::of), CERTIFICATE, own())
                : Trust.of(authority, "--ca", own());
    }

    private KeyManager[] own() {
        if (clientCertificate.isEmpty() && clientKey.isEmpty()) {
            return new KeyManager[0];
        }
        return OwnCertificate.of(
                clientCertificate.orElseThrow(() -> new SettingsException("--client-certificate", "belongs to --client-key")), "--client-certificate",
                clientKey.orElseThrow(() -> new SettingsException("--client-key", "belongs to --client-certificate")), "--client-key");
    }
}
