package org.sentinelbridge.sandbox.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Component and index templates, and which of them a data stream is made by. */
final class Templates {

    private static final Set<String> INDEX_FIELDS = Set.of(
            "index_patterns", "template", "composed_of", "priority", "version", "_meta", "data_stream", "allow_auto_create",
            "ignore_missing_component_templates", "deprecated");
    private static final Set<String> COMPONENT_FIELDS = Set.of("template", "version", "_meta", "deprecated");
    /** Those that every Elasticsearch brings along. */
    private static final Set<String> BUILT_IN = Set.of(
            "logs@mappings", "logs@settings", "ecs@mappings", "data-streams@mappings", "data-streams-mappings", "logs-settings",
            "logs-mappings", "ecs@dynamic_templates");
    private static final Pattern LOGS = Pattern.compile("logs-[^-]+-.+");

    /** The template by which a data stream is made, and the types it declares. */
    record Resolved(String name, FieldTypes types, Optional<ObjectNode> lifecycle) {}

    private final Map<String, ObjectNode> components = new TreeMap<>();
    private final Map<String, ObjectNode> indices = new TreeMap<>();

    void clear() {
        components.clear();
        indices.clear();
    }

    Map<String, ObjectNode> ofKind(String kind) {
        return kind.equals("_index_template") ? indices : components;
    }

    /** @throws Refused with 400 if it is not as it should be */
    void put(String kind, String name, ObjectNode template) {
        var isIndex = kind.equals("_index_template");
        for (var field : template.properties()) {
            if (!(isIndex ? INDEX_FIELDS : COMPONENT_FIELDS).contains(field.getKey())) {
                throw Refused.of(400, "x_content_parse_exception", "[1:2] [" + kind.substring(1) + "] unknown field [" + field.getKey() + "]");
            }
        }
        if (isIndex) {
            check(name, template);
        } else if (!template.path("template").isObject()) {
            throw Refused.of(400, "illegal_argument_exception", "Required [template]");
        }
        var stored = template.deepCopy();
        if (stored.path("template").path("settings") instanceof ObjectNode settings) {
            ((ObjectNode) stored.path("template")).set("settings", normal(settings));
        }
        if (stored.path("data_stream") instanceof ObjectNode stream) {
            stream.put("hidden", false).put("allow_custom_routing", false);
        }
        ofKind(kind).put(name, stored);
    }

    private void check(String name, ObjectNode template) {
        if (template.path("index_patterns").isEmpty()) {
            throw Refused.of(400, "action_request_validation_exception", "Validation Failed: 1: index patterns are missing;");
        }
        var ignored = template.path("ignore_missing_component_templates").toString();
        for (var component : template.path("composed_of")) {
            if (!components.containsKey(component.asText()) && !BUILT_IN.contains(component.asText()) && !ignored.contains(component.toString())) {
                throw Refused.of(
                        400,
                        "invalid_index_template_exception",
                        "index_template [" + name + "] invalid, cause [index template [" + name + "] specifies component templates ["
                                + component.asText() + "] that do not exist]");
            }
        }
        indices.forEach((other, existing) -> {
            if (!other.equals(name)
                    && existing.path("priority").asLong() == template.path("priority").asLong()
                    && existing.path("index_patterns").equals(template.path("index_patterns"))) {
                throw Refused.of(
                        400,
                        "illegal_argument_exception",
                        "index template [" + name + "] has index patterns " + template.path("index_patterns")
                                + " matching patterns from existing templates [" + other + "] that have the same priority ["
                                + template.path("priority").asLong() + "]");
            }
        });
    }

    /** Which template a new data stream is made by; nothing if none fits. */
    Optional<Resolved> resolve(String dataStream) {
        var best = indices.entrySet().stream()
                .filter(entry -> fits(entry.getValue(), dataStream))
                .max(Comparator.comparingLong(entry -> entry.getValue().path("priority").asLong()));
        var types = new FieldTypes();
        if (best.isEmpty()) {
            return LOGS.matcher(dataStream).matches() ? Optional.of(new Resolved("logs", types, Optional.empty())) : Optional.empty();
        }
        var template = best.get().getValue();
        if (!template.has("data_stream")) {
            return Optional.empty();
        }
        Optional<ObjectNode> lifecycle = Optional.empty();
        for (var component : template.path("composed_of")) {
            var part = Optional.ofNullable(components.get(component.asText())).map(c -> c.path("template")).orElseGet(Tree::object);
            types.add(part);
            lifecycle = part.path("lifecycle") instanceof ObjectNode given ? Optional.of(given) : lifecycle;
        }
        types.add(template.path("template"));
        return Optional.of(new Resolved(best.get().getKey(), types, lifecycle));
    }

    private static boolean fits(JsonNode template, String name) {
        for (var pattern : template.path("index_patterns")) {
            if (Names.matches(pattern.asText(), name)) {
                return true;
            }
        }
        return false;
    }

    /** Settings come back nested below {@code index}, all as texts. */
    private static ObjectNode normal(ObjectNode settings) {
        var normal = Tree.object();
        var index = normal.putObject("index");
        settings.properties().forEach(setting -> {
            if (setting.getKey().equals("index")) {
                setting.getValue().properties().forEach(inner -> set(index, inner.getKey(), inner.getValue()));
            } else {
                set(index, setting.getKey().replaceFirst("^index\\.", ""), setting.getValue());
            }
        });
        return normal;
    }

    private static void set(ObjectNode target, String name, JsonNode value) {
        var dot = name.indexOf('.');
        if (dot > 0) {
            set(target.withObjectProperty(name.substring(0, dot)), name.substring(dot + 1), value);
        } else if (value.isObject()) {
            value.properties().forEach(inner -> set(target.withObjectProperty(name), inner.getKey(), inner.getValue()));
        } else if (value.isArray()) {
            var texts = target.putArray(name);
            value.forEach(element -> texts.add(element.asText()));
        } else {
            target.put(name, value.asText());
        }
    }
}
