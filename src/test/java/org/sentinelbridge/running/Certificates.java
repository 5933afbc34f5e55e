package org.sentinelbridge.running;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Certificates that sign themselves, made by the JDK's keytool: PEM files for the bridge, key stores for the tests. */
public final class Certificates {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private final Path folder;

    public Certificates(Path folder, String... names) {
        this.folder = folder;
        for (var name : names) {
            make(name);
        }
    }

    /** A certificate in PEM form. */
    public Path certificate(String name) {
        return folder.resolve(name + ".pem");
    }

    /** Its private key in PEM form. */
    public Path privateKey(String name) {
        return folder.resolve(name + ".key");
    }

    /** A client that trusts one certificate and shows another, or none if that is empty. */
    public SSLContext client(String trusted, String shown) throws GeneralSecurityException, IOException {
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(shown.isEmpty() ? null : store(shown), PASSWORD);
        var trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry("server", store(trusted).getCertificate(trusted));
        var anchors = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        anchors.init(trust);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), anchors.getTrustManagers(), null);
        return context;
    }

    private void make(String name) {
        Program.run(folder, Duration.ofSeconds(30), List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", name, "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=" + name,
                "-ext", "bc:c=ca:true", "-ext", "san=ip:127.0.0.1,dns:localhost", "-validity", "2", "-storetype", "PKCS12",
                "-keystore", file(name).toString(), "-storepass", new String(PASSWORD)));
        try {
            var store = store(name);
            write(certificate(name), "CERTIFICATE", store.getCertificate(name).getEncoded());
            write(privateKey(name), "PRIVATE KEY", store.getKey(name, PASSWORD).getEncoded());
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private KeyStore store(String name) throws GeneralSecurityException, IOException {
        return KeyStore.getInstance(file(name).toFile(), PASSWORD);
    }

    private Path file(String name) {
        return folder.resolve(name + ".p12");
    }

    private static void write(Path file, String what, byte[] bytes) throws IOException {
        var text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        Files.writeString(file, "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n");
    }
}
