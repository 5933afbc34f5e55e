package org.sentinelbridge.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive that goes into production: unpacked by root, run by somebody else on a Java runtime without a compiler. */
class DistributionIT {

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final String NOBODY = "65534";
    /** The modules of a Java runtime, as Debian or Temurin ship it, that no development kit is needed for. */
    private static final String RUNTIME_MODULES = "java.se,jdk.crypto.ec,jdk.management,jdk.naming.dns,jdk.net,jdk.security.auth,"
            + "jdk.unsupported,jdk.zipfs,jdk.localedata";

    @TempDir
    static Path folder;

    private static Path home;

    @BeforeAll
    static void unpack() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Program.run(folder, LONG, List.of("tar", "-xzf", archive().toString(), "-C", folder.toString()));
        try (var unpacked = Files.list(folder)) {
            home = unpacked.findFirst().orElseThrow();
        }
    }

    @Test
    void itRunsOnABareRuntimeAsSomebodyWhoMayWriteNothingButItsData() throws IOException {
        var runtime = folder.resolve("runtime");
        Program.run(folder, LONG, List.of(Path.of(System.getProperty("java.home"), "bin", "jlink").toString(), "--add-modules",
                RUNTIME_MODULES, "--output", runtime.toString()));
        assertThat(runtime.resolve("bin/javac")).doesNotExist();
        var data = Files.createDirectory(home.resolve("data"));
        var before = filesBeside(data);
        var command = new ArrayList<String>();
        if (isRoot()) {
            Program.run(folder, LONG, List.of("chown", NOBODY + ":" + NOBODY, data.toString()));
            command.addAll(List.of("setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups"));
        }
        command.addAll(List.of(home.resolve("bin/bridge").toString(), "run"));
        var port = Project.freePort();
        var management = Project.freePort();
        var environment = Map.of("JAVA_HOME", runtime.toString(), "WEBHOOK_PORT", String.valueOf(port), "WEBHOOK_KEY", RunningBridge.KEY,
                "MANAGEMENT_PORT", String.valueOf(management), "SANDBOX_PORT", "0", "SANDBOX_AMQP_PORT", "0");
        try (var bridge = Program.start(folder, environment, command)) {
            bridge.awaitOut("Ctrl\\+C stops it", LONG);
            var caller = new Caller("http://127.0.0.1:" + port, RunningBridge.KEY);
            var created = caller.post(Caller.create("case-of-the-distribution"));
            assertThat(created.statusCode()).as(created.body()).isEqualTo(200);
            var probes = new Caller("http://127.0.0.1:" + management, "none");
            for (var probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
                var path = container().at("/" + probe + "/httpGet/path").asText();
                assertThat(probes.send(probes.toWithoutKey(path).GET()).statusCode()).as(probe).isEqualTo(200);
            }
            bridge.askToStop();
            assertThat(bridge.exitCode(LONG)).isIn(0, 143);
        }
        assertThat(data.resolve("bridge.db")).isNotEmptyFile();
        assertThat(filesBeside(data)).isEqualTo(before);
    }

    @Test
    void theBillOfMaterialsNamesEveryLibrary() throws IOException {
        var bill = new ObjectMapper().readTree(home.resolve("sbom.cdx.json").toFile());
        assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
        var named = StreamSupport.stream(bill.path("components").spliterator(), false)
                .map(component -> component.path("name").asText() + "-" + component.path("version").asText())
                .collect(Collectors.toSet());
        try (var libraries = Files.list(home.resolve("lib"))) {
            assertThat(libraries.map(jar -> jar.getFileName().toString())
                            .filter(jar -> !jar.startsWith("sentinel-bridge-"))
                            .map(jar -> jar.replaceFirst("\\.jar$", "")))
                    .isNotEmpty()
                    // a classifier stands behind the version
                    .allSatisfy(jar -> assertThat(named).anyMatch(name -> jar.equals(name) || jar.startsWith(name + "-")));
        }
    }

    @Test
    void anImageTakesNoStoreAndNoKeysWithIt() throws IOException {
        assertThat(Files.readAllLines(home.resolve(".dockerignore"))).contains("data", "**/*.env", "**/*.key", "**/*.pem", "**/*.db")
                .doesNotContain("lib", "bin", "routes", "application.properties");
    }

    @Test
    void withoutTheSandboxsJarThereIsProductionOnly() throws IOException {
        var production = folder.resolve("production");
        Program.run(folder, LONG, List.of("cp", "-r", home.toString(), production.toString()));
        try (var jars = Files.newDirectoryStream(production.resolve("lib"), "sentinel-bridge-*-sandbox.jar")) {
            Files.delete(jars.iterator().next());
        }
        var command = List.of(production.resolve("bin/bridge").toString(), "run", "-Dmanagement.port=0", "-Dwebhook.port=" + Project.freePort());
        try (var bridge = Program.start(folder, Map.of(), command)) {
            assertThat(bridge.exitCode(LONG)).isEqualTo(2);
            assertThat(bridge.err().lines().toList()).singleElement().asString()
                    .startsWith("Sentinel Bridge does not start. sandbox.enabled: ").contains("-sandbox.jar", "lib/");
        }
        var off = Map.of("SANDBOX_ENABLED", "false", "WEBHOOK_KEY", RunningBridge.KEY);
        try (var bridge = Program.start(folder, off, command)) {
            bridge.awaitOut("Listening on \\S+ \\(PRODUCTION\\)", LONG);
        }
    }

    @Test
    void theServiceUnitIsSound() throws IOException {
        var unit = home.resolve("deploy/systemd/sentinel-bridge.service");
        var program = Files.readAllLines(unit).stream()
                .filter(line -> line.startsWith("ExecStart=")).findFirst().orElseThrow().substring("ExecStart=".length()).split(" ")[0];
        assertThat(home.resolve(Path.of("/opt/sentinel-bridge").relativize(Path.of(program)).toString())).isExecutable();

        assumeThat(Path.of("/usr/bin/systemd-analyze")).exists();
        var copy = Files.writeString(folder.resolve("sentinel-bridge.service"),
                Files.readString(unit).replace("/opt/sentinel-bridge", home.toString()));
        try (var check = Program.start(folder, Map.of(), List.of("systemd-analyze", "--man=no", "verify", copy.toString()))) {
            assertThat(check.exitCode(LONG)).as(check.written()).isZero();
            assertThat(check.written().lines().filter(line -> line.contains("sentinel-bridge.service"))).isEmpty();
        }
    }

    @Test
    void theManifestSetsWhatThereIsAndNamesTheRightPorts() throws IOException {
        var settings = new Properties();
        try (var reader = Files.newBufferedReader(home.resolve("application.properties"))) {
            settings.load(reader);
        }
        var variables = settings.stringPropertyNames().stream()
                .map(name -> name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"))
                .collect(Collectors.toSet());
        assertThat(of("ConfigMap").path("data").fieldNames()).toIterable().isNotEmpty().isSubsetOf(variables);
        assertThat(container().path("ports").findValuesAsText("containerPort"))
                .containsExactly(settings.getProperty("webhook.port"), settings.getProperty("management.port"));
        assertThat(container().at("/securityContext/readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(container().path("volumeMounts").findValuesAsText("mountPath")).contains("/opt/sentinel-bridge/data", "/tmp");
    }

    private static JsonNode of(String kind) throws IOException {
        var yaml = new ObjectMapper(new YAMLFactory());
        try (var parser = yaml.getFactory().createParser(home.resolve("deploy/kubernetes/sentinel-bridge.yaml").toFile())) {
            for (var documents = yaml.readValues(parser, JsonNode.class); documents.hasNext(); ) {
                var document = documents.next();
                if (document.path("kind").asText().equals(kind)) {
                    return document;
                }
            }
        }
        throw new AssertionError("no " + kind);
    }

    private static JsonNode container() throws IOException {
        return of("StatefulSet").at("/spec/template/spec/containers/0");
    }

    private static Path archive() throws IOException {
        try (var files = Files.newDirectoryStream(Project.ROOT.resolve("target"), "sentinel-bridge-*.tar.gz")) {
            return files.iterator().next();
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** Size and time of every file of the distribution that is no data. */
    private static Map<String, String> filesBeside(Path data) throws IOException {
        try (var files = Files.walk(home)) {
            var all = new TreeMap<String, String>();
            files.filter(file -> !file.startsWith(data)).filter(Files::isRegularFile).forEach(file -> all.put(file.toString(), state(file)));
            return all;
        }
    }

    private static String state(Path file) {
        try {
            return Files.size(file) + " " + Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
