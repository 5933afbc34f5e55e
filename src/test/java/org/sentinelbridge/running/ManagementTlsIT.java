package org.sentinelbridge.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The management port with TLS, and the command line that trusts the right certificate and no other. */
final class ManagementTlsIT {

    private static final String KEY = "a-key-to-operate-by-tls-0815";

    @TempDir
    private static Path home;

    private static Certificates certificates;
    private static RunningBridge bridge;
    private static String port;
    private static Path keyFile;

    @BeforeAll
    static void start() throws IOException {
        certificates = new Certificates(home, "server", "stranger", "operator");
        keyFile = Files.writeString(home.resolve("key"), KEY);
        port = String.valueOf(Project.freePort());
        bridge = RunningBridge.start(home, settings(port, Map.of("management.host", "0.0.0.0")));
    }

    @AfterAll
    static void stop() {
        bridge.close();
    }

    @Test
    void whoTrustsTheCertificateIsServed() throws Exception {
        var caller = new Caller(HttpClient.newBuilder().sslContext(certificates.client("server", "")), "https://localhost:" + port, KEY);
        assertThat(caller.send(caller.toWithoutKey("/observe/health/live").GET()).statusCode()).isEqualTo(200);
        assertThat(caller.send(caller.to("/manage/parked").GET()).statusCode()).isEqualTo(200);
        assertThat(caller.send(caller.toWithoutKey("/manage/parked").GET()).statusCode()).isEqualTo(401);
        assertThat(caller.send(caller.toWithoutKey("/observe/metrics").GET()).body()).as("good for two days")
                .containsPattern("(?m)^bridge_certificate_expires_seconds\\{use=\"management\"\\} 17\\d{4}\\.0$");
    }

    @Test
    void whoTrustsAnotherIsNot() throws Exception {
        var caller = new Caller(HttpClient.newBuilder().sslContext(certificates.client("stranger", "")), "https://localhost:" + port, KEY);
        assertThatThrownBy(() -> caller.send(caller.to("/manage/parked").GET())).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void withoutTlsNothingIsServed() {
        var caller = new Caller("http://localhost:" + port, KEY);
        assertThatThrownBy(() -> caller.send(caller.to("/manage/parked").GET())).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void theCommandLineTrustsTheAuthorityThatItIsTold() {
        var right = certificates.certificate("server").toString();
        assertThat(run(0, "--url=https://localhost:" + port, "--ca=" + right)).contains("0 of 0");
        assertThat(run(0, "--url=https://127.0.0.1:" + port, "--ca=" + right)).contains("0 of 0");
    }

    @Test
    void andNoOther() {
        var url = "--url=https://localhost:" + port;
        assertThat(run(2, url, "--ca=" + certificates.certificate("stranger"))).contains("no trusted connection", "--ca");
        assertThat(run(2, url)).as("a certificate that Java does not know").contains("no trusted connection", "--ca");
        assertThat(run(2, url, "--ca=" + keyFile)).contains("--ca", "no PEM file with certificates");
        assertThat(run(2, url, "--ca=" + home.resolve("none.pem"))).contains("--ca", "cannot be read");
    }

    @Test
    void aBridgeThatWantsToKnowItsCallersIsShownACertificate() throws IOException {
        var strict = String.valueOf(Project.freePort());
        var folder = Files.createDirectory(home.resolve("strict"));
        var settings = settings(strict, Map.of("management.tls.client-ca", certificates.certificate("operator").toString()));
        try (var wanting = RunningBridge.start(folder, settings)) {
            var url = "--url=https://localhost:" + strict;
            var ca = "--ca=" + certificates.certificate("server");
            var certificate = "--client-certificate=" + certificates.certificate("operator");
            var key = "--client-key=" + certificates.privateKey("operator");
            assertThat(run(0, url, ca, certificate, key)).contains("0 of 0");
            assertThat(run(2, url, ca)).as("none").contains("--client-certificate");
            assertThat(run(2, url, ca, "--client-certificate=" + certificates.certificate("stranger"),
                    "--client-key=" + certificates.privateKey("stranger"))).as("one that it does not know").contains("--client-certificate");
            assertThat(run(2, url, ca, certificate)).contains("--client-key", "belongs to --client-certificate");
            assertThat(run(2, url, ca, key)).contains("--client-certificate", "belongs to --client-key");
            assertThat(run(2, url, ca, certificate, "--client-key=" + keyFile)).contains("--client-key", "openssl pkcs8");
            assertThat(run(2, url, ca, "--client-certificate=" + keyFile, key)).contains("no PEM file with certificates");
            assertThat(run(2, url, ca, certificate, "--client-key=" + home.resolve("none"))).contains("--client-key", "cannot be read");
            assertThat(wanting.program().isRunning()).isTrue();
        }
    }

    private static Map<String, String> settings(String managementPort, Map<String, String> more) {
        var settings = new LinkedHashMap<>(Map.of(
                "sandbox.port", String.valueOf(Project.freePort()),
                "management.key", KEY,
                "management.port", managementPort,
                "management.tls.certificate", certificates.certificate("server").toString(),
                "management.tls.private-key", certificates.privateKey("server").toString()));
        settings.putAll(more);
        return settings;
    }

    private static String run(int code, String... options) {
        var written = new CommandLine(home, "parked", "list", "--key-file=" + keyFile).run(code, options).written();
        assertThat(written).doesNotContain(KEY, "\tat ");
        return written;
    }
}
