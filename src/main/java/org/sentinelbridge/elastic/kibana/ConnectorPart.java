package org.sentinelbridge.elastic.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A connector. Kibana never shows its secrets, so they are set each time. */
final class ConnectorPart implements Part {

    private static final List<String> URLS = List.of("createIncidentUrl", "url");
    static final String PRIVILEGE = "Management > Actions and Connectors: All, in the space";

    private final String name;
    private final String id;
    private final String formerId;
    private final String type;
    private final ObjectNode body;

    /**
     * @param formerId of the bridge before it was a UUID
     * @param body {@code name, config, secrets}
     */
    ConnectorPart(String name, String id, String formerId, String type, ObjectNode body) {
        this.name = name;
        this.id = id;
        this.formerId = formerId;
        this.type = type;
        this.body = body;
    }

    @Override
    public String name() {
        return name + " " + id;
    }

    @Override
    public Optional<JsonNode> find(Kibana kibana) {
        var there = kibana.find(path(), PRIVILEGE);
        there.map(connector -> connector.path("connector_type_id").asText()).filter(other -> !other.equals(type)).ifPresent(other -> {
            throw new KibanaFailure("The connector " + id + " in Kibana is of the type " + other + " in place of " + type + ".",
                    "Delete it in Stack Management > Connectors.");
        });
        if (there.filter(connector -> connector.path("is_preconfigured").asBoolean()).isPresent()) {
            throw new KibanaFailure("The connector " + id + " is preconfigured in kibana.yml and cannot be changed.", "Change it there, or take"
                    + " it out.");
        }
        if (there.isEmpty()) {
            refuseTwin(kibana);
        }
        return there;
    }

    /** One under another id that leads to the same, or is called the same: with two, each case and rule would have to be told which. */
    private void refuseTwin(Kibana kibana) {
        for (var other : kibana.find("/api/actions/connectors", PRIVILEGE).orElseGet(MissingNode::getInstance)) {
            if (other.path("connector_type_id").asText().equals(type) && isTwin(other)) {
                throw new KibanaFailure("Kibana has the " + name.toLowerCase(Locale.ROOT) + " already, as \"" + other.path("name").asText()
                        + "\" under the id " + other.path("id").asText() + ": of an earlier set-up, or made by hand.",
                        "Delete it in Stack Management > Connectors, or give it another name and URL, and run this again. Then choose the new one in the cases and rules that used it.");
            }
        }
    }

    private boolean isTwin(JsonNode other) {
        return other.path("id").asText().equals(formerId) || other.path("name").equals(body.path("name"))
                || URLS.stream().anyMatch(url -> leadsTo(other, url));
    }

    private boolean leadsTo(JsonNode other, String url) {
        var ours = address(body.path("config").path(url).asText());
        return !ours.isEmpty() && ours.equals(address(other.path("config").path(url).asText()));
    }

    private static String address(String url) {
        return url.replaceFirst("\\?.*", "");
    }

    @Override
    public List<String> differences(JsonNode there) {
        var found = new ArrayList<>(Differences.between(body.deepCopy().without("secrets"), there));
        if (there.path("is_missing_secrets").asBoolean()) {
            found.add("secrets: are missing, as after an import; set up again");
        }
        return found;
    }

    @Override
    public String put(Kibana kibana, Optional<JsonNode> there) {
        if (there.isPresent()) {
            kibana.ask("PUT", path(), body, PRIVILEGE);
            return "";
        }
        var answer = kibana.call("POST", path(), creation());
        if (answer.status() == 409) {
            throw new KibanaFailure("The id " + id + " is taken by a connector in another space of Kibana.", "Delete it there: ids are"
                    + " the same for all spaces.");
        }
        if (!answer.isGood()) {
            throw Kibana.failure("POST", path(), answer, PRIVILEGE);
        }
        return "";
    }

    @Override
    public boolean hasHiddenParts() {
        return !body.path("secrets").isEmpty();
    }

    @Override
    public String byHand() {
        return DevTools.request("POST", path(), creation());
    }

    private ObjectNode creation() {
        return body.deepCopy().put("connector_type_id", type);
    }

    private String path() {
        return "/api/actions/connector/" + id;
    }

    /** @throws KibanaFailure if Kibana has no such connectors, by its licence or its settings */
    static void require(Kibana kibana, String... types) {
        var known = kibana.find("/api/actions/connector_types", PRIVILEGE).orElseThrow(() -> new KibanaFailure(
                kibana.space().isEmpty() ? "Kibana has no API for connectors." : "There is no space " + kibana.space() + " in Kibana.",
                "Check kibana.space: it is the id that stands behind /s/ in the space's URL."));
        for (var type : types) {
            var found = type(known, type);
            if (!found.path("enabled_in_config").asBoolean(true)) {
                throw new KibanaFailure("Kibana's settings leave out the connector " + type + ".", "Add it to xpack.actions.enabledActionTypes"
                        + " in kibana.yml.");
            }
            if (found.isMissingNode() || !found.path("enabled_in_license").asBoolean()) {
                throw new KibanaFailure("Kibana's licence does not include the connector " + type + ".", "It needs the licence "
                        + found.path("minimum_license_required").asText("gold") + " or higher, or a trial (Stack Management > License management).");
            }
        }
    }

    private static JsonNode type(JsonNode known, String id) {
        for (var type : known) {
            if (type.path("id").asText().equals(id)) {
                return type;
            }
        }
        return MissingNode.getInstance();
    }
}
