package org.sentinelbridge.elastic.kibana;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The dashboards that come with the bridge, as one file of saved objects. Their description tells their version. Ids are the same for all
 * spaces of Kibana, so each space but the default one has ids of its own.
 */
final class DashboardsPart implements Part {

    static final String FILE = "sentinel-bridge.ndjson";

    private static final String PRIVILEGE = "Management > Saved Objects Management: All, and Analytics > Dashboard: All, in the space";
    private static final String BOUNDARY = "sentinel-bridge-dashboards";
    private static final String IDS = "sentinel-bridge-(documents|runs|metrics)";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String lines;
    private final List<ObjectNode> dashboards;

    /** @param space empty for the default space */
    DashboardsPart(String space) {
        try (var in = Objects.requireNonNull(DashboardsPart.class.getResourceAsStream(FILE), FILE)) {
            var shipped = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            lines = space.isEmpty() ? shipped : shipped.replaceAll(IDS, "$0-" + space);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        dashboards = objects(lines).stream().filter(object -> object.path("type").asText().equals("dashboard")).toList();
    }

    @Override
    public String name() {
        return "Dashboards";
    }

    /** All dashboards by their ids, or nothing if one is missing. */
    @Override
    public Optional<JsonNode> find(Kibana kibana) {
        var wanted = JsonNodeFactory.instance.objectNode().put("excludeExportDetails", true);
        var objects = wanted.putArray("objects");
        dashboards.forEach(dashboard -> objects.addObject().put("type", "dashboard").put("id", dashboard.path("id").asText()));
        var answer = kibana.call("POST", "/api/saved_objects/_export", wanted);
        if (answer.status() == 400 && answer.text().contains("404")) {
            return Optional.empty();
        }
        if (!answer.isGood()) {
            throw Kibana.failure("POST", "/api/saved_objects/_export", answer, PRIVILEGE);
        }
        var found = JsonNodeFactory.instance.objectNode();
        objects(answer.text()).forEach(object -> found.set(object.path("id").asText(), object));
        return Optional.of(found);
    }

    @Override
    public List<String> differences(JsonNode there) {
        var wanted = JsonNodeFactory.instance.objectNode();
        dashboards.forEach(dashboard -> wanted.putObject(dashboard.path("id").asText()).putObject("attributes")
                .put("description", dashboard.path("attributes").path("description").asText()));
        return Differences.between(wanted, there);
    }

    @Override
    public String put(Kibana kibana, Optional<JsonNode> there) {
        var body = "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + FILE + "\"\r\n"
                + "Content-Type: application/ndjson\r\n\r\n" + lines + "\r\n--" + BOUNDARY + "--\r\n";
        var path = "/api/saved_objects/_import?overwrite=true";
        var answer = kibana.send("POST", path, body, "multipart/form-data; boundary=" + BOUNDARY);
        if (!answer.isGood()) {
            throw Kibana.failure("POST", path, answer, PRIVILEGE);
        }
        if (!answer.body().path("success").asBoolean()) {
            throw new KibanaFailure("Kibana did not import all dashboards: " + answer.body().path("errors") + ".", "Import the file kibana/"
                    + FILE + " by hand (Stack Management > Saved Objects) to see more, or leave them out with --no-dashboards.");
        }
        return "";
    }

    @Override
    public String byHand() {
        return "# Import the file kibana/" + FILE + " (src/main/kibana) under Stack Management > Saved Objects.";
    }

    private static List<ObjectNode> objects(String ndjson) {
        var objects = new ArrayList<ObjectNode>();
        try {
            for (var line : ndjson.split("\n")) {
                if (!line.isBlank()) {
                    objects.add(JSON.readValue(line, ObjectNode.class));
                }
            }
        } catch (JsonProcessingException e) {
            throw new KibanaFailure("What Kibana has exported is no JSON.", "");
        }
        return objects;
    }
}
