package org.sentinelbridge.elastic.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * A component or index template as it is to be installed.
 *
 * @param kind the API's name for it: {@code _component_template} or {@code _index_template}
 * @param name the file's name without {@code .json}
 * @param body the file's content, with {@code version} and {@code _meta.managed_by}
 */
record Template(String kind, String name, ObjectNode body) {

    static final String COMPONENT = "_component_template";
    static final String INDEX = "_index_template";
    private static final String MANAGER = "sentinel-bridge";

    /** What is to be done about a template. */
    enum Verdict {
        MISSING,
        SAME,
        OLDER,
        NEWER,
        CHANGED,
        FOREIGN
    }

    Template {
        body = body.deepCopy();
    }

    String path() {
        return "/" + kind + "/" + name;
    }

    /** @param installed the template of this name in Elasticsearch; missing if there is none */
    Verdict compare(JsonNode installed) {
        if (installed.isMissingNode()) {
            return Verdict.MISSING;
        }
        if (!installed.path("_meta").path("managed_by").asText().equals(MANAGER)) {
            return Verdict.FOREIGN;
        }
        var order = Integer.compare(installed.path("version").asInt(), body.path("version").asInt());
        if (order != 0) {
            return order < 0 ? Verdict.OLDER : Verdict.NEWER;
        }
        return leaves(installed).entrySet().containsAll(leaves(body).entrySet()) ? Verdict.SAME : Verdict.CHANGED;
    }

    /**
     * The content in a form in which it does not matter that Elasticsearch sorts, nests and quotes settings in its own way. It also
     * adds defaults, so only what is in the file is looked for.
     */
    private static Map<String, String> leaves(JsonNode template) {
        var leaves = new TreeMap<String, String>();
        collect("", template, leaves);
        return leaves;
    }

    private static void collect(String path, JsonNode node, Map<String, String> leaves) {
        if (node.isObject()) {
            node.properties().forEach(member ->
                    collect(path.isEmpty() ? member.getKey() : path + "." + member.getKey(), member.getValue(), leaves));
        } else if (node.isArray()) {
            for (var i = 0; i < node.size(); i++) {
                collect(path + "." + i, node.get(i), leaves);
            }
        } else if (node.isValueNode() && !node.isNull()) {
            leaves.put(plain(path), node.asText());
        }
    }

    /** Settings may be written with or without {@code index.} */
    private static String plain(String path) {
        return path.replaceFirst("^template\\.settings\\.index\\.", "template.settings.");
    }
}
