package org.sentinelbridge.operate.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names, connections and certificates of the other sides. */
class ReachableTest {

    private static final String FOR_LOCALHOST = "san=ip:127.0.0.1,dns:localhost";

    @TempDir
    private Path folder;

    @Test
    void aCertificateThatIsGoodIsToldWithItsEnd() throws Exception {
        try (var server = new TlsServer(folder, "-validity", "90", "-ext", FOR_LOCALHOST)) {
            var finding = look(server.url("localhost"), server.trust());

            assertThat(finding.state()).as(finding.why()).isEqualTo(State.OK);
            assertThat(finding.why()).contains("TLSv1.3", "certificate until " + day(90));
        }
    }

    @Test
    void oneThatEndsSoonIsAWarning() throws Exception {
        try (var server = new TlsServer(folder, "-validity", "5", "-ext", FOR_LOCALHOST)) {
            var finding = look(server.url("localhost"), server.trust());

            assertThat(finding.state()).isEqualTo(State.WARN);
            assertThat(finding.why()).contains("ends on " + day(5));
        }
    }

    @Test
    void oneThatHasExpiredFails() throws Exception {
        try (var server = new TlsServer(folder, "-startdate", "-10d", "-validity", "5", "-ext", FOR_LOCALHOST)) {
            var finding = look(server.url("localhost"), server.trust());

            assertThat(finding.state()).isEqualTo(State.FAIL);
            assertThat(finding.why()).contains("The certificate of localhost has expired");
        }
    }

    @Test
    void oneThatNobodyKnowsFails() throws Exception {
        try (var server = new TlsServer(folder, "-validity", "90", "-ext", FOR_LOCALHOST)) {
            var finding = look(server.url("localhost"), SSLContext.getDefault());

            assertThat(finding.state()).isEqualTo(State.FAIL);
            assertThat(finding.why()).contains("Nobody whom the bridge trusts");
            assertThat(finding.next()).contains("elasticsearch.certificate-authority");
        }
    }

    @Test
    void oneForAnotherNameFails() throws Exception {
        try (var server = new TlsServer(folder, "-validity", "90", "-ext", "san=dns:another.example.com")) {
            var finding = look(server.url("localhost"), server.trust());

            assertThat(finding.state()).isEqualTo(State.FAIL);
            assertThat(finding.why()).isEqualTo("The certificate is for another name than localhost");
        }
    }

    @Test
    void aNameThatDoesNotExistFails() throws Exception {
        var finding = look(URI.create("https://no-such-host.invalid"), SSLContext.getDefault());

        assertThat(finding.state()).isEqualTo(State.FAIL);
        assertThat(finding.why()).contains("no-such-host.invalid is not known (DNS)");
    }

    @Test
    void aPortWhereNobodyListensFails() throws Exception {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        var finding = look(URI.create("http://127.0.0.1:" + port), SSLContext.getDefault());

        assertThat(finding.state()).isEqualTo(State.FAIL);
        assertThat(finding.why()).contains("Connection refused");
        assertThat(finding.next()).contains("elasticsearch.url");
    }

    private static Finding look(URI url, SSLContext tls) {
        return new ReachableCheck("reachable", url, tls, "elasticsearch.url", Clock.systemUTC()).look();
    }

    private static String day(int days) {
        return Clock.systemUTC().instant().plus(Duration.ofDays(days)).toString().substring(0, 10);
    }
}
