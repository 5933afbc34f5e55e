package org.sentinelbridge.operate.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** Shakes hands with whoever comes, with a certificate that the JDK's keytool makes. */
final class TlsServer implements AutoCloseable {

    static final String PASSWORD = "changeit";
    private static final String AUTHORITY = "authority";

    private final ServerSocket socket;
    private final Path store;

    /** @param options of keytool: when the certificate begins, for how many days it is good, for which names */
    TlsServer(Path folder, String... options) throws IOException, GeneralSecurityException {
        store = keyStore(folder, options);
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray()), PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        socket = context.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress());
        var thread = new Thread(this::accept, "tls-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** A store with the server's key, and the certificate of the authority that has signed it. */
    static Path keyStore(Path folder, String... options) throws IOException, GeneralSecurityException {
        var file = folder.resolve("server.p12");
        keytool(file, AUTHORITY, "-validity", "1000", "-ext", "bc:c=ca:true");
        var signed = new ArrayList<>(List.of("-signer", AUTHORITY));
        signed.addAll(List.of(options));
        keytool(file, "server", signed.toArray(String[]::new));
        var store = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
        var authority = store.getCertificate(AUTHORITY);
        store.deleteEntry(AUTHORITY);
        store.setCertificateEntry(AUTHORITY, authority);
        try (var out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
        return file;
    }

    private static void keytool(Path file, String alias, String... options) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", alias, "-keyalg", "EC",
                "-groupname", "secp256r1", "-dname", "CN=" + alias, "-storetype", "PKCS12", "-keystore", file.toString(), "-storepass", PASSWORD));
        command.addAll(List.of(options));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes());
        try {
            if (process.waitFor() != 0) {
                throw new AssertionError(said);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    URI url(String host) {
        return URI.create("https://" + host + ":" + socket.getLocalPort());
    }

    /** Of a client that trusts the authority which has signed this server's certificate. */
    SSLContext trust() throws GeneralSecurityException, IOException {
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(AUTHORITY, KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray()).getCertificate(AUTHORITY));
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    private void accept() {
        while (!socket.isClosed()) {
            try (var one = (SSLSocket) socket.accept()) {
                one.startHandshake();
            } catch (IOException e) {
                // the client does not like the certificate, or the server is closed
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
