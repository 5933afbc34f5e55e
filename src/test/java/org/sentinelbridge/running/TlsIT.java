package org.sentinelbridge.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTPS with client certificates, which Camel 4.17's own server asks for in its settings and then ignores. */
final class TlsIT {

    @TempDir
    private static Path home;

    private static Certificates certificates;
    private static RunningBridge bridge;

    @BeforeAll
    static void start() throws Exception {
        certificates = new Certificates(home, "server", "kibana", "stranger");
        // A Java that would still speak anything, so that only the bridge's own rule is left.
        var loose = Files.writeString(home.resolve("loose.security"), "jdk.tls.disabledAlgorithms=\n");
        Project.copy(home, "routes", "application.properties");
        bridge = RunningBridge.startAgain(
                home,
                Map.of(
                        "sandbox.port", String.valueOf(Project.freePort()),
                        "webhook.host", "0.0.0.0",
                        "webhook.tls.certificate", certificates.certificate("server").toString(),
                        "webhook.tls.private-key", certificates.privateKey("server").toString(),
                        "webhook.tls.client-ca", certificates.certificate("kibana").toString()),
                Map.of("JAVA_OPTS", "-Djava.security.properties=" + loose));
    }

    @AfterAll
    static void stop() {
        bridge.close();
    }

    @Test
    void aClientWithACertificateIsServed() throws Exception {
        var answer = as("kibana").post(Caller.create("case-1"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
    }

    @Test
    void aCertificateDoesNotStandForTheKey() throws Exception {
        var caller = as("kibana");
        assertThat(caller.send(caller.toWithoutKey("/cases").GET()).statusCode()).isEqualTo(401);
    }

    @Test
    void aClientWithoutACertificateIsRefused() throws Exception {
        var caller = as("");
        assertThatThrownBy(() -> caller.post(Caller.create("case-1"))).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void aClientWithACertificateOfAnotherAuthorityIsRefused() throws Exception {
        var caller = as("stranger");
        assertThatThrownBy(() -> caller.post(Caller.create("case-1"))).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void withoutTlsNothingIsServed() throws IOException {
        try (var connection = new RawConnection(bridge.port(), Duration.ofSeconds(10))) {
            connection.send("GET /cases HTTP/1.1\r\nHost: b\r\nX-Api-Key: " + RunningBridge.KEY + "\r\n\r\n");
            assertThat(connection.readUntil("}")).doesNotContain("HTTP/1.1");
        }
    }

    /** With ECDHE_ECDSA and AES 128, in the way of each version. */
    @Test
    void tls12IsTheOldestVersion() throws IOException {
        assertThat(answerToHello(3, 0xc02b)).as("TLS 1.2: a handshake message").isEqualTo(22);
        assertThat(answerToHello(2, 0xc009)).as("TLS 1.1: an alert").isEqualTo(21);
        assertThat(answerToHello(1, 0xc009)).as("TLS 1.0: an alert").isEqualTo(21);
    }

    @Test
    void nobodyCanReadLaterWhatWasRecorded() throws IOException {
        assertThat(answerToHello(3, 0xc02d)).as("ECDH_ECDSA, always of the same secret: an alert").isEqualTo(21);
    }

    /** Sends a ClientHello (RFC 4346, section 7.4.1.2) of an old version with one cipher suite, and reads the type of the record that comes back. */
    private static int answerToHello(int minor, int suite) throws IOException {
        var groups = new byte[] {0, 10, 0, 4, 0, 2, 0, 23, 0, 11, 0, 2, 1, 0, 0, 13, 0, 4, 0, 2, 4, 3};
        var hello = ByteBuffer.allocate(45 + groups.length);
        hello.put((byte) 3).put((byte) minor).put(new byte[32]).put((byte) 0);
        hello.putShort((short) 2).putShort((short) suite);
        hello.put((byte) 1).put((byte) 0).putShort((short) groups.length).put(groups);
        var length = hello.position();
        var record = ByteBuffer.allocate(9 + length);
        record.put((byte) 22).put((byte) 3).put((byte) 1).putShort((short) (length + 4));
        record.put((byte) 1).put((byte) 0).putShort((short) length).put(hello.array(), 0, length);
        try (var connection = new RawConnection(bridge.port(), Duration.ofSeconds(10))) {
            return connection.send(record.array()).read();
        }
    }

    private static Caller as(String client) throws Exception {
        var http = HttpClient.newBuilder().sslContext(certificates.client("server", client));
        return new Caller(http, "https://localhost:" + bridge.port(), RunningBridge.KEY);
    }
}
