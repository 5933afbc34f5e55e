package org.sentinelbridge.elastic.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** The connector that new cases of Elastic Security are pushed through, unless a person chooses another one. */
final class DefaultConnectorPart implements Part {

    private static final String PRIVILEGE = "Security > Cases: All, with case settings, in the space";
    private static final String OWNER = "securitySolution";
    private static final String PATH = "/api/cases/configure";

    private final ObjectNode wanted = JsonNodeFactory.instance.objectNode();

    DefaultConnectorPart(String id, String name, String type) {
        wanted.putObject("connector").put("id", id).put("name", name).put("type", type).putNull("fields");
    }

    @Override
    public String name() {
        return "Default connector of Security cases";
    }

    @Override
    public Optional<JsonNode> find(Kibana kibana) {
        return kibana.find(PATH + "?owner=" + OWNER, PRIVILEGE).map(all -> all.path(0)).filter(JsonNode::isObject);
    }

    @Override
    public List<String> differences(JsonNode there) {
        return Differences.between(wanted, there);
    }

    /** What else stands in the settings, such as custom fields, stays. */
    @Override
    public String put(Kibana kibana, Optional<JsonNode> there) {
        if (there.isEmpty()) {
            kibana.ask("POST", PATH, creation(), PRIVILEGE);
            return "";
        }
        var change = wanted.deepCopy().put("version", there.get().path("version").asText());
        kibana.ask("PATCH", PATH + "/" + there.get().path("id").asText(), change, PRIVILEGE);
        var before = there.get().path("connector").path("name").asText();
        return before.isEmpty() || before.equals("none") ? "" : "was '" + before + "'";
    }

    @Override
    public String byHand() {
        return "# Replaces the settings of cases in this space; where there are custom fields or templates, choose the connector under\n"
                + "# Security > Cases > Settings instead.\n"
                + DevTools.request("POST", PATH, creation());
    }

    private ObjectNode creation() {
        return wanted.deepCopy().put("owner", OWNER).put("closure_type", "close-by-user");
    }
}
