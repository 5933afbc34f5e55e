package org.sentinelbridge.azure.provisioning;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a deployment of the template tells, as lines of {@code application.properties}. */
public final class DeploymentOutputs {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int MOST_BYTES = 1 << 20;

    private final Set<String> known;

    /** @param known the names of all settings; another one is refused, because it would be without effect */
    public DeploymentOutputs(Set<String> known) {
        this.known = known;
    }

    /**
     * Reads {@code {"settings": {"type": "Object", "value": {"sentinel.workspace-name": "soc"}}}}, as {@code az deployment group show
     * --query properties.outputs} prints it, or a whole deployment that has it under {@code properties.outputs}.
     *
     * @return {@code name=value}, in the template's order
     * @throws IllegalArgumentException if it is something else, in words for the person who gave it
     * @throws IOException if it cannot be read
     */
    public List<String> lines(InputStream json) throws IOException {
        var bytes = json.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new IllegalArgumentException("These are no outputs of a deployment: they have more than 1 MB.");
        }
        var settings = settings(bytes);
        var lines = new ArrayList<String>();
        for (var setting : settings.properties()) {
            if (!known.contains(setting.getKey())) {
                throw new IllegalArgumentException("There is no setting " + setting.getKey().replaceAll("\\p{Cntrl}", "?")
                        + "; template and bridge are not of the same version.");
            }
            if (!setting.getValue().isTextual()) {
                throw new IllegalArgumentException("The value of " + setting.getKey() + " must be a text.");
            }
            lines.add(setting.getKey() + "=" + escaped(setting.getKey(), setting.getValue().textValue()));
        }
        return lines;
    }

    private static JsonNode settings(byte[] bytes) {
        JsonNode given;
        try {
            given = JSON.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("These are no outputs of a deployment, but no JSON at all: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new IllegalArgumentException("These outputs cannot be read: " + e.getMessage());
        }
        var outputs = given.path("properties").has("outputs") ? given.at("/properties/outputs") : given;
        var settings = outputs.at("/settings/value");
        if (!settings.isObject() || settings.isEmpty()) {
            throw new IllegalArgumentException("There is no output \"settings\" in this. Expected is what"
                    + " \"az deployment group show --query properties.outputs\" prints of a deployment of sentinel-bridge.json.");
        }
        return settings;
    }

    private static String escaped(String name, String value) {
        if (value.chars().anyMatch(Character::isISOControl) || !value.equals(value.strip())) {
            throw new IllegalArgumentException("The value of " + name + " has line ends or blanks where none can be.");
        }
        return value.replace("\\", "\\\\");
    }
}
