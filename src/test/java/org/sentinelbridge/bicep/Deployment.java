package org.sentinelbridge.bicep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a deployment of a template with certain parameters sends to Azure, and what it gives back. */
public final class Deployment {

    /** @param scope the id of the resource that an extension belongs to, or an empty text */
    public record Resource(String type, String apiVersion, String scope, String name, List<String> dependsOn, ObjectNode body) {

        /** The id within the resource group. */
        public String id() {
            var names = name.split("/");
            var types = type.split("/");
            var id = new StringBuilder(scope + "/providers/" + types[0]);
            for (var i = 0; i < names.length; i++) {
                id.append('/').append(types[i + 1]).append('/').append(names[i]);
            }
            return id.toString();
        }
    }

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonNode template;
    private final ArmExpressions expressions;
    private final ObjectNode variables = NODES.objectNode();

    /**
     * @param parameters those that are given; the others have their defaults
     * @param made what Azure tells of a resource once it is made: its properties by its id
     */
    public Deployment(JsonNode template, Map<String, JsonNode> parameters, Map<String, JsonNode> made) {
        this.template = template;
        var values = new TreeMap<String, JsonNode>();
        this.expressions = new ArmExpressions(values, variables, made);
        parameters.keySet().stream().filter(name -> !template.path("parameters").has(name)).forEach(name -> {
            throw new IllegalArgumentException("There is no parameter " + name);
        });
        template.path("parameters").properties().forEach(parameter -> {
            var value = parameters.getOrDefault(parameter.getKey(), expressions.value(parameter.getValue().path("defaultValue")));
            if (value.isMissingNode()) {
                throw new IllegalArgumentException(parameter.getKey() + " must be given");
            }
            values.put(parameter.getKey(), value);
        });
        template.path("variables").properties().forEach(variable -> {
            if (!variable.getKey().equals("copy")) {
                variables.set(variable.getKey(), expressions.value(variable.getValue()));
            }
        });
        template.path("variables").path("copy").forEach(this::copy);
    }

    private void copy(JsonNode copy) {
        var name = copy.path("name").textValue();
        var elements = NODES.arrayNode();
        var count = expressions.value(copy.path("count")).intValue();
        for (var i = 0; i < count; i++) {
            elements.add(expressions.at(name, i).value(copy.path("input")));
        }
        variables.set(name, elements);
    }

    /** Those whose condition holds, in the template's order. */
    public List<Resource> resources() {
        var resources = new ArrayList<Resource>();
        for (var resource : template.path("resources")) {
            if (expressions.value(resource.path("condition")).asBoolean(true)) {
                var body = NODES.objectNode();
                resource.properties().forEach(member -> {
                    if (!List.of("condition", "type", "apiVersion", "scope", "name", "dependsOn").contains(member.getKey())) {
                        body.set(member.getKey(), expressions.value(member.getValue()));
                    }
                });
                var needed = new ArrayList<String>();
                resource.path("dependsOn").forEach(id -> needed.add(expressions.value(id).textValue()));
                resources.add(new Resource(
                        resource.path("type").textValue(),
                        resource.path("apiVersion").textValue(),
                        expressions.value(resource.path("scope")).asText(),
                        expressions.value(resource.path("name")).textValue(),
                        needed,
                        body));
            }
        }
        return resources;
    }

    /** In the form in which Azure keeps them: name to type and value. */
    public ObjectNode outputs() {
        var outputs = NODES.objectNode();
        template.path("outputs").properties().forEach(output -> outputs.putObject(output.getKey())
                .put("type", output.getValue().path("type").textValue().equals("object") ? "Object" : "String")
                .set("value", expressions.value(output.getValue().path("value"))));
        return outputs;
    }
}
