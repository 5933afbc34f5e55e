package org.sentinelbridge.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** An incident as it is stored, with what belongs to it. Comments are filed under their lower-case names. */
final class Incident {

    private final String name;
    private final String id;
    private final Instant readableFrom;
    private final Map<String, ObjectNode> comments = new LinkedHashMap<>();
    private ObjectNode properties;
    private String etag;
    private ArrayNode alerts = Json.array();
    private ArrayNode bookmarks = Json.array();
    private ArrayNode entities = Json.array();

    Incident(String name, String id, Instant readableFrom, ObjectNode properties, String etag) {
        this.name = name;
        this.id = id;
        this.readableFrom = readableFrom;
        this.properties = properties;
        this.etag = etag;
    }

    String name() {
        return name;
    }

    String id() {
        return id;
    }

    boolean isReadable(Instant now) {
        return !now.isBefore(readableFrom);
    }

    String etag() {
        return etag;
    }

    ObjectNode properties() {
        return properties;
    }

    void change(ObjectNode newProperties, String newEtag) {
        properties = newProperties;
        etag = newEtag;
    }

    Map<String, ObjectNode> comments() {
        return comments;
    }

    ArrayNode alerts() {
        return alerts;
    }

    void alerts(ArrayNode others) {
        alerts = others;
    }

    ArrayNode bookmarks() {
        return bookmarks;
    }

    void bookmarks(ArrayNode others) {
        bookmarks = others;
    }

    ArrayNode entities() {
        return entities;
    }

    void entities(ArrayNode others) {
        entities = others;
    }

    /** The resource as the API shows it; the names as in real answers, which write Incidents with a capital letter. */
    ObjectNode document() {
        ObjectNode document = Json.object();
        document.put("id", id);
        document.put("name", name);
        document.put("etag", etag);
        document.put("type", "Microsoft.SecurityInsights/Incidents");
        document.set("properties", properties);
        return document;
    }

    ObjectNode documentWithComments() {
        return document().set("comments", Json.array(comments.values()));
    }
}
