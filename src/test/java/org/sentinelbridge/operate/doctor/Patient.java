package org.sentinelbridge.operate.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.base.settings.SettingsFile;
import org.sentinelbridge.sandbox.LogAnalyticsOptions;
import org.sentinelbridge.sandbox.Sandbox;
import org.sentinelbridge.sandbox.SandboxOptions;
import org.sentinelbridge.sandbox.TableSchema;

/** Stand-ins for all sides, and the settings of a bridge that uses them; both can be made worse. */
final class Patient implements AutoCloseable {

    static final String SECRET = "client.secret~that-must-never-be-seen";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path TABLE = Path.of("routes", "tables", "ElasticSecurityAlerts_CL.json");
    private static final Path CASES = Path.of("routes", "tables", "ElasticSecurityCases_CL.json");

    private final Sandbox sandbox;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, String> changed = new HashMap<>();

    Patient() {
        this(table());
    }

    /** @param table declaration of the table, as the stand-in for Log Analytics has it */
    Patient(String table) {
        var options = SandboxOptions.defaults()
                .withApplication("5a4db0c5-0000-4000-8000-000000000001", "5a4db0c5-0000-4000-8000-000000000002", SECRET)
                .withLogAnalytics(LogAnalyticsOptions.defaults()
                        .withTable(TableSchema.of(table.getBytes(StandardCharsets.UTF_8)))
                        .withCaseTable(TableSchema.of(read(CASES).getBytes(StandardCharsets.UTF_8))));
        sandbox = Sandbox.start(0, options);
        changed.put("sandbox.enabled", "false");
        control("GET", "settings", "").properties().forEach(one -> changed.put(one.getKey(), one.getValue().asText()));
    }

    static String table() {
        return read(TABLE);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Patient with(String setting, String value) {
        changed.put(setting, value);
        return this;
    }

    String url() {
        return sandbox.url();
    }

    /** Of application.properties, with what was changed. */
    Settings settings() {
        var usual = SettingsFile.read(SettingsFile.NAME).settings();
        return new Settings(name -> changed.containsKey(name) ? Optional.of(changed.get(name)) : usual.find(name));
    }

    /** What the checks of a side find, writing included, by their names. */
    Map<String, Finding> findings(Function<Ward, Side> side) {
        return findings(side, Clock.systemUTC());
    }

    Map<String, Finding> findings(Function<Ward, Side> side, Clock clock) {
        var ward = Ward.of(settings(), true);
        var checks = side.apply(new Ward(ward.settings(), true, ward.http(), clock)).checks();
        var found = new LinkedHashMap<String, Finding>();
        new Examination(Duration.ofSeconds(15)).run(checks).forEach(finding -> found.put(finding.name(), finding));
        return found;
    }

    void fault(String fault) {
        control("POST", "faults", fault);
    }

    JsonNode state() {
        return control("GET", "state", "");
    }

    JsonNode control(String method, String path, String body) {
        return send(method, "/_sandbox/" + path, body);
    }

    JsonNode send(String method, String path, String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(sandbox.url() + path)).method(method, BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            var answer = http.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError(answer.body());
            }
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
