package org.sentinelbridge.bench.alerts;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sentinelbridge.bench.ScriptOptions;
import org.sentinelbridge.bench.ServerProcess;

/** Starts the programs that are measured, all with the same settings and options of the Java machine. */
final class Contestants {

    static final String BRIDGE = "bridge";
    /** What the bridge's run history costs shows beside this one. */
    static final String WITHOUT_RUNS = "bridge, no run history";
    static final String COLLECTING = "baseline, collecting";
    static final String ONE_BY_ONE = "baseline, one by one";
    static final String KEY = "a-key-for-measuring-only";

    private final Path script;
    private final Path folder;
    private final Path certificate;
    private final int azurePort;

    Contestants(Path distribution, Path folder, Path certificate, int azurePort) {
        this.script = distribution.resolve("bin/bridge").toAbsolutePath();
        this.folder = folder;
        this.certificate = certificate;
        this.azurePort = azurePort;
    }

    ServerProcess start(String name) throws Exception {
        var port = ServerProcess.freePort();
        var settings = settings(name, port).entrySet().stream().map(setting -> "-D" + setting.getKey() + "=" + setting.getValue());
        var command = new ArrayList<String>();
        if (name.startsWith(BRIDGE)) {
            command.addAll(List.of(script.toString(), "run"));
            command.addAll(settings.toList());
        } else {
            command.add(java());
            command.addAll(options());
            command.addAll(settings.toList());
            command.add("-D" + Baseline.ONE_BY_ONE + "=" + name.equals(ONE_BY_ONE));
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), Baseline.class.getName()));
        }
        var process = new ServerProcess(command, port, folder.resolve(fileName(name) + ".log"));
        process.awaitListening();
        return process;
    }

    /** Options of the Java machine as the bridge's script sets them. */
    List<String> options() throws IOException, InterruptedException {
        return ScriptOptions.of(script, folder);
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static String fileName(String name) {
        return name.replaceAll("\\W+", "-");
    }

    private Map<String, String> settings(String name, int port) {
        var settings = new LinkedHashMap<String, String>();
        if (name.equals(WITHOUT_RUNS)) {
            settings.put("runs.keep-for", "0");
        }
        settings.put("sandbox.enabled", "false");
        settings.put("webhook.port", String.valueOf(port));
        settings.put("management.port", "0");
        settings.put("webhook.key", KEY);
        settings.put("log-analytics.endpoint", "https://127.0.0.1:" + azurePort);
        settings.put("log-analytics.dcr-immutable-id", "dcr-" + "0a1b2c3d".repeat(4));
        settings.put("log-analytics.stream", "Custom-ElasticSecurityAlerts_CL");
        settings.put("azure.credential", "static");
        settings.put("azure.static-token", "a-token-for-measuring-only");
        settings.put("store.url", "jdbc:sqlite:" + folder.resolve(fileName(name) + ".db"));
        settings.put("javax.net.ssl.trustStore", certificate.toString());
        settings.put("javax.net.ssl.trustStorePassword", Certificate.PASSWORD);
        return settings;
    }
}
