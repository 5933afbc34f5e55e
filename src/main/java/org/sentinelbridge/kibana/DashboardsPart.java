package org.sentinelbridge.kibana;

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

/** The dashboards that come with the bridge, as one file of saved objects. Their description tells their version. */
final class DashboardsPart implements Part {

    static final String FILE = "sentinel-bridge.ndjson";

    private static final String PRIVILEGE = "Management > Saved Objects Management: All, and Analytics > Dashboard: All, in the space";
    private static final String BOUNDARY = "sentinel-bridge-dashboards";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String lines;
    private final ObjectNode dashboard;

    DashboardsPart() {
        try (var in = Objects.requireNonNull(DashboardsPart.class.getResourceAsStream(FILE), FILE)) {
            lines = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        dashboard = objects(lines).stream().filter(object -> object.path("type").asText().equals("dashboard")).findFirst().orElseThrow();
    }

    @Override
    public String name() {
        return "Dashboards";
    }

    /** In a space that is not the first to have them Kibana gives them other ids, so they are found by where they come from. */
    @Override
    public Optional<JsonNode> find(Kibana kibana) {
        var wanted = JsonNodeFactory.instance.objectNode().put("excludeExportDetails", true);
        wanted.putArray("objects").addObject().put("type", "dashboard").put("id", dashboard.path("id").asText());
        var answer = kibana.call("POST", "/api/saved_objects/_export", wanted);
        if (answer.status() == 400 && answer.text().contains("404")) {
            return Optional.empty();
        }
        if (!answer.isGood()) {
            throw kibana.failure("POST", "/api/saved_objects/_export", answer, PRIVILEGE);
        }
        return objects(answer.text()).stream().findFirst().map(JsonNode.class::cast);
    }

    @Override
    public List<String> differences(JsonNode there) {
        var wanted = JsonNodeFactory.instance.objectNode();
        wanted.putObject("attributes").put("description", dashboard.path("attributes").path("description").asText());
        return Differences.between(wanted, there);
    }

    @Override
    public String put(Kibana kibana, Optional<JsonNode> there) {
        var body = "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + FILE + "\"\r\n"
                + "Content-Type: application/ndjson\r\n\r\n" + lines + "\r\n--" + BOUNDARY + "--\r\n";
        var path = "/api/saved_objects/_import?overwrite=true";
        var answer = kibana.send("POST", path, body, "multipart/form-data; boundary=" + BOUNDARY);
        if (!answer.isGood()) {
            throw kibana.failure("POST", path, answer, PRIVILEGE);
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
