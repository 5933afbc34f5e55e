package org.sentinelbridge.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Anybody who can reach a port can connect, and take his time. */
final class StrangersIT {

    private static final int CROWD = 10_000;
    /** Files that this process needs besides. */
    private static final int OTHER_FILES = 2_000;
    private static final Duration PROMISE = Duration.ofSeconds(2);
    private static final long MOST_MEGABYTES = 350;
    private static final String CASES = "/cases?sentinel_incident_id=no";
    private static final String SETUP = "/manage/setup";
    private static final String MANAGEMENT_KEY = "management-key-of-nobody-else";

    @TempDir
    private Path home;

    /** @param withTls the port that is spoken to in TLS; the other one is in plain text */
    @ParameterizedTest
    @ValueSource(strings = {"webhook", "management"})
    @Timeout(110)
    void aCrowdOfStrangersHoldsNextToNothing(String withTls) throws Exception {
        var certificates = new Certificates(home, "server");
        var tls = certificates.client("server", "");
        var management = Project.freePort();
        var settings = new HashMap<>(Map.of(
                "sandbox.port", String.valueOf(Project.freePort()),
                "management.port", String.valueOf(management),
                "management.key", MANAGEMENT_KEY,
                withTls + ".tls.certificate", certificates.certificate("server").toString(),
                withTls + ".tls.private-key", certificates.privateKey("server").toString()));
        try (var bridge = RunningBridge.start(home, settings)) {
            var webhook = bridge.port();
            var plain = withTls.equals("webhook") ? management : webhook;
            var secret = withTls.equals("webhook") ? webhook : management;
            var kinds = List.of(
                    new Crowd.Kind("a long head", plain, "POST /alerts HTTP/1.1\r\nHost: b\r\nX-Much: " + "x".repeat(31 * 1024)),
                    new Crowd.Kind("a head of many lines", plain, "POST /alerts HTTP/1.1\r\nHost: b\r\n" + "a:b\r\n".repeat(6_000)),
                    new Crowd.Kind("a body after 401", plain, "POST /manage/runs HTTP/1.1\r\nHost: b\r\nContent-Length: 9000000\r\n\r\n" + "x".repeat(32 * 1024)),
                    new Crowd.Kind("health with a body", plain, "GET /observe/metrics HTTP/1.1\r\nHost: b\r\nContent-Length: 9000000\r\n\r\nx"),
                    new Crowd.Kind("silence", plain, ""),
                    new Crowd.Kind("half a hello", secret, "\26\3\1\1\0\1\0\0\374\3\3"),
                    new Crowd.Kind("a hello", secret, hello()));
            var files = ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class).getMaxFileDescriptorCount();
            // what a program does for the first time takes its time
            for (var i = 0; i < 20; i++) {
                get(factory(tls, withTls.equals("webhook")), webhook, RunningBridge.KEY, CASES);
                get(factory(tls, withTls.equals("management")), management, MANAGEMENT_KEY, SETUP);
            }
            try (var crowd = new Crowd(kinds, (int) Math.min(CROWD, files - OTHER_FILES))) {
                await().atMost(Duration.ofSeconds(80)).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(200)).until(() -> {
                    assertThat(get(factory(tls, withTls.equals("webhook")), webhook, RunningBridge.KEY, CASES)).isLessThan(PROMISE);
                    assertThat(get(factory(tls, withTls.equals("management")), management, MANAGEMENT_KEY, SETUP)).isLessThan(PROMISE);
                    return crowd.isThere() && crowd.open() == 0;
                });
            }
            assertThat(peakMegabytes(bridge)).isLessThanOrEqualTo(MOST_MEGABYTES);
            assertThat(bridge.program().isRunning()).isTrue();
        }
    }

    private static SocketFactory factory(SSLContext tls, boolean isTls) {
        return isTls ? tls.getSocketFactory() : SocketFactory.getDefault();
    }

    /** How long an answer takes to who asks with the key, on a connection of his own. */
    private static Duration get(SocketFactory factory, int port, String key, String path) throws IOException {
        var since = System.nanoTime();
        try (var socket = factory.createSocket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            var head = "GET " + path + " HTTP/1.1\r\nHost: b\r\nX-Api-Key: " + key + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            var answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1);
            assertThat(answer).as(path).matches("HTTP/1.1 [24]00");
        }
        return Duration.ofNanos(System.nanoTime() - since);
    }

    private static byte[] hello() throws Exception {
        var engine = SSLContext.getDefault().createSSLEngine();
        engine.setUseClientMode(true);
        var record = ByteBuffer.allocate(32 * 1024);
        engine.wrap(ByteBuffer.allocate(0), record);
        var bytes = new byte[record.flip().remaining()];
        record.get(bytes);
        return bytes;
    }

    private static long peakMegabytes(RunningBridge bridge) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + bridge.program().pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }
}
