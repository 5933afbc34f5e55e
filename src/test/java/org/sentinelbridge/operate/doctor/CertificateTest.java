package org.sentinelbridge.operate.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates of our own that end. */
class CertificateTest {

    @TempDir
    private Path folder;

    @Test
    void theEndIsFoundInBothKindsOfFiles() throws Exception {
        var store = TlsServer.keyStore(folder, "-validity", "90");
        var certificate = KeyStore.getInstance(store.toFile(), TlsServer.PASSWORD.toCharArray()).getCertificate("server");
        var pem = folder.resolve("client.pem");
        Files.writeString(pem, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(certificate.getEncoded()) + "\n-----END CERTIFICATE-----\n");

        assertThat(look(store).state()).isEqualTo(State.OK);
        assertThat(look(pem).state()).isEqualTo(State.OK);
        assertThat(look(pem).why()).isEqualTo(look(store).why()).contains("azure.client-certificate ends on 20");
    }

    @Test
    void soonIsAWarningAndPastAFailure() throws Exception {
        assertThat(look(TlsServer.keyStore(Files.createDirectory(folder.resolve("a")), "-validity", "20")).state()).isEqualTo(State.WARN);

        var past = look(TlsServer.keyStore(Files.createDirectory(folder.resolve("b")), "-startdate", "-10d", "-validity", "5"));

        assertThat(past.state()).isEqualTo(State.FAIL);
        assertThat(past.why()).contains("has ended on");
        assertThat(past.next()).isEqualTo("Renew it");
    }

    @Test
    void aFileThatCannotBeReadFails() throws Exception {
        var store = TlsServer.keyStore(folder, "-validity", "90");
        var wrong = new CertificateCheck("azure.client-certificate", store, "another", "Renew it", Clock.systemUTC()).look();
        var empty = folder.resolve("empty.pem");
        Files.writeString(empty, "nothing");

        assertThat(wrong.state()).isEqualTo(State.FAIL);
        assertThat(wrong.next()).contains("password");
        assertThat(look(empty).why()).contains("there is no certificate");
        assertThat(look(folder.resolve("none.pem")).state()).isEqualTo(State.FAIL);
    }

    private static Finding look(Path file) {
        return new CertificateCheck("azure.client-certificate", file, TlsServer.PASSWORD, "Renew it", Clock.systemUTC()).look();
    }
}
