package org.sentinelbridge.bicep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.sentinelbridge.bicep.BicepFile.Resource;

/** Makes the JSON of Azure Resource Manager of a file of Bicep; equal in meaning to what Bicep's own compiler makes of it. */
public final class BicepCompiler {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Map<String, String> SCOPES = Map.of(
            "resourceGroup", "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#");

    private final Path folder;
    private final BicepFile file;

    private BicepCompiler(Path folder, BicepFile file) {
        this.folder = folder;
        this.file = file;
    }

    public static ObjectNode compile(Path path) throws IOException {
        return new BicepCompiler(path.getParent(), BicepParser.parse(Files.readString(path))).template();
    }

    private ObjectNode template() {
        var template = NODES.objectNode();
        template.put("$schema", SCOPES.get(file.scope()));
        template.put("contentVersion", "1.0.0.0");
        var parameters = template.putObject("parameters");
        for (var parameter : file.parameters()) {
            var described = parameters.putObject(parameter.name()).put("type", parameter.type());
            parameter.byDefault().forEach(node -> described.set("defaultValue", json(node)));
            if (parameter.decorators().containsKey("allowed")) {
                described.set("allowedValues", json(parameter.decorators().get("allowed")));
            }
            describe(described, parameter.decorators());
        }
        var variables = template.putObject("variables");
        for (var variable : file.variables()) {
            if (variable.value() instanceof Node.Loop loop) {
                var copy = variables.withArray("copy").addObject().put("name", variable.name());
                copy.put("count", "[length(" + expression(loop.over()) + ")]");
                copy.set("input", input(loop, variable.name()));
            } else {
                variables.set(variable.name(), json(variable.value()));
            }
        }
        var resources = template.putArray("resources");
        file.resources().stream().filter(resource -> !resource.existing()).forEach(resource -> resources.add(resource(resource)));
        var outputs = template.putObject("outputs");
        for (var output : file.outputs()) {
            var described = outputs.putObject(output.name()).put("type", output.type());
            described.set("value", json(output.value()));
            describe(described, output.decorators());
        }
        return template;
    }

    /** In a loop over a list, its variable is the element that is being copied. */
    private JsonNode input(Node.Loop loop, String copy) {
        var element = expression(loop.over()) + "[copyIndex('" + copy + "')]";
        var within = new BicepExpressions(file, this::idOf, loop.variable(), element);
        var object = NODES.objectNode();
        ((Node.Members) loop.each()).nodes().forEach((name, member) -> object.put(name, "[" + within.write(member) + "]"));
        return object;
    }

    private void describe(ObjectNode described, Map<String, Node> decorators) {
        described.putObject("metadata").set("description", json(decorators.get("description")));
    }

    private ObjectNode resource(Resource resource) {
        var made = NODES.objectNode();
        resource.conditions().forEach(condition -> made.set("condition", json(condition)));
        made.put("type", resource.type());
        made.put("apiVersion", resource.version());
        resource.find("scope").forEach(scope -> made.put("scope", "[" + idOf(symbol(scope)) + "]"));
        made.set("name", name(resource));
        resource.body().nodes().forEach((member, node) -> {
            if (!List.of("scope", "parent", "name", "dependsOn").contains(member)) {
                made.set(member, json(node));
            }
        });
        var needed = new ArrayList<Resource>();
        mentions(resource.body(), needed);
        if (!needed.isEmpty()) {
            var names = made.putArray("dependsOn");
            file.resources().stream().filter(needed::contains).forEach(other -> names.add("[" + idOf(other) + "]"));
        }
        return made;
    }

    /** A child's name has those of its parents in front. */
    private JsonNode name(Resource resource) {
        var names = names(resource);
        return names.size() == 1
                ? json(names.get(0))
                : TextNode.valueOf("[format('" + java.util.stream.IntStream.range(0, names.size())
                        .mapToObj(i -> "{" + i + "}").collect(Collectors.joining("/")) + "', " + arguments(names) + ")]");
    }

    private List<Node> names(Resource resource) {
        var names = new ArrayList<Node>();
        resource.find("parent").forEach(parent -> names.addAll(names(symbol(parent))));
        names.add(resource.find("name").get(0));
        return names;
    }

    private String idOf(Resource resource) {
        return "resourceId('" + resource.type() + "', " + arguments(names(resource)) + ")";
    }

    private Resource symbol(Node node) {
        return file.resource(((Node.Name) node).name());
    }

    /** Collects the resources that are made in this file and that an expression speaks of. */
    private void mentions(Node node, List<Resource> found) {
        if (node instanceof Node.Name name) {
            file.resources().stream()
                    .filter(resource -> resource.symbol().equals(name.name()) && !resource.existing())
                    .forEach(found::add);
        }
        children(node).forEach(child -> mentions(child, found));
    }

    private static List<Node> children(Node node) {
        if (node instanceof Node.Text text) {
            return text.between();
        } else if (node instanceof Node.Items items) {
            return items.nodes();
        } else if (node instanceof Node.Members members) {
            return List.copyOf(members.nodes().values());
        } else if (node instanceof Node.Call call) {
            return call.arguments();
        } else if (node instanceof Node.Member member) {
            return List.of(member.of());
        } else if (node instanceof Node.Index index) {
            return List.of(index.of(), index.at());
        } else if (node instanceof Node.Choice choice) {
            return List.of(choice.condition(), choice.then(), choice.otherwise());
        } else {
            return List.of();
        }
    }

    private JsonNode json(Node node) {
        if (node instanceof Node.Literal literal) {
            return read(literal.json());
        } else if (node instanceof Node.Text text && text.between().isEmpty()) {
            return text(text.pieces().get(0));
        } else if (node instanceof Node.Items items) {
            var array = NODES.arrayNode();
            items.nodes().forEach(item -> array.add(json(item)));
            return array;
        } else if (node instanceof Node.Members members) {
            var object = NODES.objectNode();
            members.nodes().forEach((name, member) -> object.set(name, json(member)));
            return object;
        } else if (node instanceof Node.Call call && call.function().equals("loadJsonContent")) {
            return escaped(read(content(call)));
        } else if (node instanceof Node.Call call && call.function().equals("loadTextContent")) {
            return text(content(call));
        } else {
            return TextNode.valueOf("[" + expression(node) + "]");
        }
    }

    private String content(Node.Call call) {
        try {
            return Files.readString(folder.resolve(((Node.Text) call.arguments().get(0)).pieces().get(0)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A text that begins with a bracket would be taken for an expression. */
    private static TextNode text(String text) {
        return TextNode.valueOf(text.startsWith("[") ? "[" + text : text);
    }

    private static JsonNode escaped(JsonNode given) {
        if (given.isTextual()) {
            return text(given.textValue());
        } else if (given.isArray()) {
            var array = NODES.arrayNode();
            given.forEach(element -> array.add(escaped(element)));
            return array;
        } else if (given.isObject()) {
            var object = NODES.objectNode();
            given.properties().forEach(member -> object.set(member.getKey(), escaped(member.getValue())));
            return object;
        } else {
            return given;
        }
    }

    private String arguments(List<Node> nodes) {
        return nodes.stream().map(this::expression).collect(Collectors.joining(", "));
    }

    private String expression(Node node) {
        return new BicepExpressions(file, this::idOf).write(node);
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
