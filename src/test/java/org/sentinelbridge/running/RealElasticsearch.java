package org.sentinelbridge.running;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sentinelbridge.app.Skipped;

/**
 * A real Elasticsearch, one node without security, as a process: unpacked into {@code target/elasticsearch} by the pom in
 * {@code src/test/elasticsearch}. One serves all tests, each of which uses a namespace of data streams of its own.
 */
public final class RealElasticsearch {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int OLDEST_JAVA = 21;
    private static final Path FOLDER = Project.ROOT.resolve("target/elasticsearch");
    private static final Path HOME = FOLDER.resolve("server");
    private static final Path RUN = FOLDER.resolve("run");
    private static final String LAUNCHER = "org.elasticsearch.server.launcher.ServerLauncher";
    private static final List<String> CONFIG_FILES = List.of("log4j2.properties", "roles.yml", "users", "users_roles", "role_mapping.yml");
    /** Elasticsearch refuses to run as root; in a user namespace it takes itself for somebody else, with root's files. */
    private static final List<String> AS_SOMEBODY_ELSE = List.of("unshare", "--user", "--map-user=65534", "--map-group=65534");

    private static Optional<RealElasticsearch> shared = Optional.empty();

    private final Path java;
    private final int port = Project.freePort();
    private final int transportPort = Project.freePort();
    private final Caller caller = new Caller("http://127.0.0.1:" + port, "none");
    private Program program;

    private RealElasticsearch(Path java) throws IOException {
        this.java = java;
        configure();
        start();
        Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
    }

    /** The one of all tests, in order; they are skipped where it cannot be had. */
    public static synchronized RealElasticsearch get() throws IOException {
        if (shared.isEmpty()) {
            var java = Jdks.from(OLDEST_JAVA).orElseThrow(() -> Skipped.because("Elasticsearch needs a JDK " + OLDEST_JAVA
                    + " or later; install one, or name it: mvn -Pelasticsearch -Des.java.home=... verify"));
            unpack(java);
            shared = Optional.of(new RealElasticsearch(java));
        }
        var server = shared.get();
        if (!server.program.isRunning()) {
            server.start();
        }
        return server;
    }

    private static void deleteWhatAnEarlierRunHasLeft() throws IOException {
        if (Files.exists(RUN)) {
            try (var files = Files.walk(RUN)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void unpack(Path java) {
        var command = List.of("mvn", "-q", "-B", "-ntp", "-Dmaven.repo.local=" + Project.localRepository(),
                "-f", "src/test/elasticsearch/pom.xml", "-Des.java.home=" + java, "package");
        try (var maven = Program.start(Project.ROOT, Map.of(), command)) {
            if (maven.exitCode(Duration.ofMinutes(20)) != 0) {
                throw Skipped.because("Elasticsearch cannot be fetched and unpacked: " + maven.written().strip());
            }
        }
    }

    /** Without a slash at its end. */
    public String url() {
        return caller.url();
    }

    /** Everything that a bridge must be told to use it. */
    Map<String, String> settings(String namespace) {
        return Map.of("elasticsearch.url", url(), "ecs.namespace", namespace);
    }

    /** Starts it with the data that it had, and waits until it answers. */
    void start() {
        var command = new ArrayList<>("root".equals(System.getProperty("user.name")) ? AS_SOMEBODY_ELSE : List.<String>of());
        command.addAll(List.of(java.resolve("bin/java").toString(), "-Xmx32m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "-cp", HOME + "/lib/tools/server-launcher/*", LAUNCHER));
        var environment = Map.of(
                "JAVA", java.resolve("bin/java").toString(),
                "JAVA_HOME", java.toString(),
                "JAVA_TYPE", "custom",
                "ES_HOME", HOME.toString(),
                "ES_PATH_CONF", RUN.resolve("conf").toString(),
                "ES_DISTRIBUTION_TYPE", "tar",
                "ES_TMPDIR", RUN.resolve("tmp").toString(),
                "CLI_JAVA_OPTS", "-Xmx64m -XX:+UseSerialGC -XX:TieredStopAtLevel=1");
        program = Program.start(HOME, environment, command);
        await().alias("Elasticsearch answers").atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(this::answers);
    }

    private boolean answers() {
        if (!program.isRunning()) {
            throw new AssertionError("Elasticsearch has ended\n" + program.written());
        }
        try {
            return caller.trySend(caller.toWithoutKey("/_cluster/health?wait_for_status=yellow&timeout=5s").GET()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** As when its machine loses power. */
    public void kill() {
        program.close();
    }

    public JsonNode get(String path) {
        return call("GET", path, "");
    }

    /** Whether there is something. */
    boolean has(String path) {
        return caller.send(caller.toWithoutKey(path).GET()).statusCode() == 200;
    }

    /** Fails unless the answer is a good one. */
    public JsonNode call(String method, String path, String body) {
        var answer = caller.send(caller.toWithoutKey(path)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
        if (answer.statusCode() / 100 != 2) {
            throw new AssertionError(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return Caller.json(answer);
    }

    /** Changes settings of the cluster; {@code null} brings the usual value back. */
    void set(String name, String value) {
        call("PUT", "/_cluster/settings", "{\"persistent\":{\"" + name + "\":" + value + "}}");
    }

    /** How many documents the data streams of a namespace hold; 0 as well while a new one is not ready yet. */
    int count(String namespace) {
        var streams = "/logs-microsoft_sentinel.*-" + namespace;
        call("POST", streams + "/_refresh?ignore_unavailable=true", "");
        var answer = caller.send(caller.toWithoutKey(streams + "/_count").GET());
        return answer.statusCode() == 503 ? 0 : Caller.json(answer).path("count").asInt();
    }

    /** Each value of a field in the documents of a namespace, and in how many documents it is; up to 60,000 values. */
    Map<String, Integer> values(String namespace, String field) {
        count(namespace);
        var answer = call("POST", "/logs-microsoft_sentinel.*-" + namespace + "/_search",
                "{\"size\":0,\"aggs\":{\"values\":{\"terms\":{\"size\":60000,\"field\":\"" + field + "\"}}}}");
        var values = new LinkedHashMap<String, Integer>();
        answer.at("/aggregations/values/buckets")
                .forEach(bucket -> values.put(bucket.path("key").asText(), bucket.path("doc_count").asInt()));
        return values;
    }

    private void configure() throws IOException {
        deleteWhatAnEarlierRunHasLeft();
        for (var folder : List.of("conf/jvm.options.d", "data", "logs", "tmp")) {
            Files.createDirectories(RUN.resolve(folder));
        }
        var conf = RUN.resolve("conf");
        for (var file : CONFIG_FILES) {
            Files.copy(HOME.resolve("config").resolve(file), conf.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        // what these write would be below the server
        var options = Files.readString(HOME.resolve("config/jvm.options"))
                .replaceAll("(?m)^-Xlog:gc.*$", "")
                .replaceAll("(?m)^-XX:\\+HeapDumpOnOutOfMemoryError$", "");
        Files.writeString(conf.resolve("jvm.options"), options);
        Files.writeString(conf.resolve("jvm.options.d/heap.options"), "-Xms512m\n-Xmx512m\n-XX:-AlwaysPreTouch\n");
        Files.writeString(conf.resolve("elasticsearch.yml"), """
                cluster.name: tests
                node.name: node
                path.data: %1$s/data
                path.logs: %1$s/logs
                http.host: 127.0.0.1
                http.port: %2$d
                transport.host: 127.0.0.1
                transport.port: %3$d
                discovery.type: single-node
                xpack.security.enabled: false
                cluster.routing.allocation.disk.threshold_enabled: false
                """.formatted(RUN, port, transportPort));
    }
}
