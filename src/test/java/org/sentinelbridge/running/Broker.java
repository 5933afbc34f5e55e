package org.sentinelbridge.running;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A real broker as a process, of the jars that the pom in {@code src/test/queues} fetches; its data survives its process. */
final class Broker implements AutoCloseable {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final Path home;
    private final int port;
    private final List<String> command;
    private Program program;

    private Broker(Path home, int port, List<String> command) {
        this.home = home;
        this.port = port;
        this.command = command;
        start();
    }

    /** Apache ActiveMQ Artemis; as editing-routes.md advises, it never gives up a message. */
    static Broker artemis(Path home) throws IOException {
        var port = Project.freePort();
        Files.createDirectories(home.resolve("etc"));
        Files.writeString(home.resolve("etc/broker.xml"), """
                <configuration xmlns="urn:activemq">
                  <core xmlns="urn:activemq:core">
                    <security-enabled>false</security-enabled>
                    <acceptors>
                      <acceptor name="core">tcp://127.0.0.1:%d?protocols=CORE</acceptor>
                    </acceptors>
                    <address-settings>
                      <address-setting match="alerts">
                        <max-delivery-attempts>-1</max-delivery-attempts>
                        <redelivery-delay>300</redelivery-delay>
                      </address-setting>
                    </address-settings>
                  </core>
                </configuration>
                """.formatted(port));
        return new Broker(home, port, List.of("java", "-Xmx256m", "-cp", jars("artemis") + "/*",
                "org.apache.activemq.artemis.core.server.embedded.Main", home.toString()));
    }

    /** Apache Kafka, one node in KRaft mode. */
    static Broker kafka(Path home) throws IOException {
        var port = Project.freePort();
        var controller = Project.freePort();
        var settings = home.resolve("server.properties");
        Files.createDirectories(home);
        Files.writeString(settings, """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%d
                listeners=PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d
                controller.listener.names=CONTROLLER
                log.dirs=%s
                offsets.topic.replication.factor=1
                group.initial.rebalance.delay.ms=0
                """.formatted(controller, port, controller, home.resolve("data")));
        var jars = jars("kafka") + "/*";
        Program.run(home, SOON, List.of("java", "-cp", jars, "kafka.tools.StorageTool", "format", "--cluster-id",
                "MkU3OEVBNTcwNTJENDM2Qg", "--config", settings.toString()));
        return new Broker(home, port, List.of("java", "-Xmx256m", "-cp", jars, "kafka.Kafka", settings.toString()));
    }

    /** A folder with the jars of a broker, or of what an engineer adds to the bridge. */
    static Path jars(String of) {
        Program.run(Project.ROOT, Duration.ofMinutes(10), List.of("mvn", "-q", "-B", "-ntp",
                "-Dmaven.repo.local=" + Project.localRepository(), "-f", "src/test/queues/pom.xml", "-Dof=" + of, "package"));
        return Project.ROOT.resolve("target/queues").resolve(of);
    }

    int port() {
        return port;
    }

    /** Starts it, on what it has kept. */
    void start() {
        program = Program.start(home, Map.of(), command);
        await().atMost(SOON).pollInterval(Duration.ofMillis(50)).until(this::listens);
    }

    private boolean listens() {
        if (!program.isRunning()) {
            throw new AssertionError("The broker has ended\n" + program.written());
        }
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** As when its machine fails. */
    void kill() {
        program.kill();
    }

    @Override
    public void close() {
        program.close();
    }
}
