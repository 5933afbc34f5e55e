package org.sentinelbridge.elastic.kibana;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What is entered in Kibana's screens as its API takes it: of each version only what the version knows, and the key in its place. */
final class ConnectorBodies {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String USER = "kibana";

    private final KibanaVersion version;
    private final String key;
    private final KeyPlace place;

    ConnectorBodies(KibanaVersion version, String key, KeyPlace place) {
        this.version = version;
        this.key = key;
        this.place = place;
    }

    ObjectNode of(CaseConnector connector) {
        ObjectNode config = JSON.valueToTree(connector);
        if (!version.hasMethodOfGet()) {
            config.remove("getIncidentMethod");
        }
        for (var name : new String[] {"createIncidentUrl", "getIncidentUrl", "updateIncidentUrl", "createCommentUrl"}) {
            config.put(name, withKey(config.path(name).asText()));
        }
        return body(connector.name(), config, connector.secretHeader());
    }

    ObjectNode of(AlertConnector connector) {
        ObjectNode config = JSON.valueToTree(connector);
        config.put("url", withKey(connector.url()));
        return body(connector.name(), config, connector.secretHeader());
    }

    private ObjectNode body(String name, ObjectNode config, String secretHeader) {
        config.remove("name");
        config.remove("secretHeader");
        config.put("hasAuth", place == KeyPlace.PASSWORD);
        if (place != KeyPlace.PASSWORD && version.wantsNoAuthType()) {
            config.putNull("authType");
        }
        var body = JSON.createObjectNode().put("name", name);
        body.set("config", config);
        var secrets = body.putObject("secrets");
        switch (place) {
            case SECRET_HEADER -> secrets.putObject("secretHeaders").put(secretHeader, key);
            case PASSWORD -> secrets.put("user", USER).put("password", key);
            case URL -> { }
        }
        return body;
    }

    private String withKey(String url) {
        return place == KeyPlace.URL ? url + (url.contains("?") ? "&" : "?") + "sig=" + key : url;
    }
}
