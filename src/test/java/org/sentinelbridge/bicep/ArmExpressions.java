package org.sentinelbridge.bicep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/** The value of expressions of ARM's template language, of the functions that our template uses. */
final class ArmExpressions {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String GROUP = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/soc";

    private final Map<String, JsonNode> parameters;
    private final ObjectNode variables;
    private final Map<String, JsonNode> made;
    private final String copyName;
    private final int copyIndex;

    ArmExpressions(Map<String, JsonNode> parameters, ObjectNode variables, Map<String, JsonNode> made) {
        this(parameters, variables, made, "", 0);
    }

    private ArmExpressions(
            Map<String, JsonNode> parameters, ObjectNode variables, Map<String, JsonNode> made, String copyName, int copyIndex) {
        this.parameters = parameters;
        this.variables = variables;
        this.made = made;
        this.copyName = copyName;
        this.copyIndex = copyIndex;
    }

    ArmExpressions at(String name, int index) {
        return new ArmExpressions(parameters, variables, made, name, index);
    }

    /** With every expression in it replaced by its value. */
    JsonNode value(JsonNode given) {
        if (given.isTextual() && given.textValue().startsWith("[[")) {
            return TextNode.valueOf(given.textValue().substring(1));
        } else if (given.isTextual() && given.textValue().startsWith("[")) {
            return new Reader(given.textValue()).whole();
        } else if (given.isArray()) {
            var array = NODES.arrayNode();
            given.forEach(element -> array.add(value(element)));
            return array;
        } else if (given.isObject()) {
            var object = NODES.objectNode();
            given.properties().forEach(member -> object.set(member.getKey(), value(member.getValue())));
            return object;
        } else {
            return given;
        }
    }

    private JsonNode call(String function, List<Supplier<JsonNode>> given) {
        if (function.equals("if")) {
            return given.get(given.get(0).get().booleanValue() ? 1 : 2).get();
        }
        var values = given.stream().map(Supplier::get).toList();
        var texts = values.stream().map(JsonNode::asText).toList();
        return switch (function) {
            case "parameters" -> parameters.get(texts.get(0));
            case "variables" -> variables.get(texts.get(0));
            case "copyIndex" -> IntNode.valueOf(texts.get(0).equals(copyName) ? copyIndex : -1);
            case "null" -> NODES.nullNode();
            case "true", "false" -> BooleanNode.valueOf(function.equals("true"));
            case "length" -> IntNode.valueOf(values.get(0).size());
            case "empty" -> BooleanNode.valueOf(values.get(0).isTextual() ? texts.get(0).isEmpty() : values.get(0).isEmpty());
            case "not" -> BooleanNode.valueOf(!values.get(0).booleanValue());
            case "and" -> BooleanNode.valueOf(values.stream().allMatch(JsonNode::booleanValue));
            case "or" -> BooleanNode.valueOf(values.stream().anyMatch(JsonNode::booleanValue));
            case "equals" -> BooleanNode.valueOf(values.get(0).equals(values.get(1)));
            case "format" -> TextNode.valueOf(format(texts));
            case "split" -> array(texts.get(0).split(java.util.regex.Pattern.quote(texts.get(1))));
            case "createArray" -> NODES.arrayNode().addAll(values);
            case "concat" -> concat(values);
            case "createObject" -> object(values);
            case "union" -> union(values);
            case "guid" -> TextNode.valueOf(UUID.nameUUIDFromBytes(String.join("-", texts).getBytes(StandardCharsets.UTF_8)).toString());
            case "uniqueString" -> TextNode.valueOf(Integer.toHexString(String.join("-", texts).hashCode()) + "abcde");
            case "resourceId" -> TextNode.valueOf(id(GROUP, texts));
            case "subscriptionResourceId" -> TextNode.valueOf(id(GROUP.substring(0, GROUP.indexOf("/resourceGroups")), texts));
            case "reference" -> reference(texts.get(0));
            case "resourceGroup" -> NODES.objectNode().put("id", GROUP).put("name", "soc").put("location", "westeurope");
            case "subscription" -> NODES.objectNode().put("subscriptionId", GROUP.split("/")[2]);
            case "tenant" -> NODES.objectNode().put("tenantId", "00000000-0000-4000-8000-000000000002");
            case "environment" -> NODES.objectNode().put("name", "AzureCloud");
            default -> throw new IllegalArgumentException("there is no function " + function);
        };
    }

    private JsonNode reference(String id) {
        if (!made.containsKey(id)) {
            throw new IllegalArgumentException("nothing is known of " + id);
        }
        return made.get(id);
    }

    private static String id(String scope, List<String> typeAndNames) {
        var types = typeAndNames.get(0).split("/");
        if (types.length != typeAndNames.size()) {
            throw new IllegalArgumentException("each part of the type needs a name: " + typeAndNames);
        }
        var id = new StringBuilder(scope + "/providers/" + types[0]);
        for (var i = 1; i < types.length; i++) {
            id.append('/').append(types[i]).append('/').append(typeAndNames.get(i));
        }
        return id.toString();
    }

    private static String format(List<String> texts) {
        var text = texts.get(0).replace("{{", "\u0001").replace("}}", "\u0002");
        for (var i = 1; i < texts.size(); i++) {
            text = text.replace("{" + (i - 1) + "}", texts.get(i));
        }
        return text.replace('\u0001', '{').replace('\u0002', '}');
    }

    private static JsonNode array(String... texts) {
        var array = NODES.arrayNode();
        List.of(texts).forEach(array::add);
        return array;
    }

    private static ObjectNode object(List<JsonNode> namesAndValues) {
        var object = NODES.objectNode();
        for (var i = 0; i < namesAndValues.size(); i += 2) {
            object.set(namesAndValues.get(i).textValue(), namesAndValues.get(i + 1));
        }
        return object;
    }

    private static JsonNode concat(List<JsonNode> arrays) {
        var all = NODES.arrayNode();
        arrays.forEach(array -> array.forEach(all::add));
        return all;
    }

    private static ObjectNode union(List<JsonNode> objects) {
        var all = NODES.objectNode();
        objects.forEach(object -> all.setAll((ObjectNode) object));
        return all;
    }

    /** Reads one expression; a function's arguments are worked out only when it asks for them, as ARM does with if. */
    private final class Reader {

        private final String text;
        private int at = 1;

        private Reader(String text) {
            this.text = text;
        }

        private JsonNode whole() {
            var value = expression();
            if (at != text.length() - 1 || text.charAt(at) != ']') {
                throw new IllegalArgumentException("not understood at " + at + ": " + text);
            }
            return value.get();
        }

        private Supplier<JsonNode> expression() {
            blanks();
            var value = text.charAt(at) == '\'' ? quoted() : Character.isDigit(text.charAt(at)) ? number() : function();
            while ((text.charAt(at) == '.' || text.charAt(at) == '[') && at < text.length()) {
                var of = value;
                if (text.charAt(at++) == '.') {
                    var name = word();
                    value = () -> there(of.get().get(name), name);
                } else {
                    var index = expression();
                    at++;
                    value = () -> there(
                            index.get().isTextual() ? of.get().get(index.get().textValue()) : of.get().get(index.get().intValue()), text);
                }
            }
            return value;
        }

        private static JsonNode there(JsonNode found, String what) {
            if (found == null) {
                throw new IllegalArgumentException("there is no " + what);
            }
            return found;
        }

        private Supplier<JsonNode> function() {
            var name = word();
            if (text.charAt(at++) != '(') {
                throw new IllegalArgumentException("( is missing after " + name + ": " + text);
            }
            var arguments = new ArrayList<Supplier<JsonNode>>();
            for (blanks(); text.charAt(at) != ')'; blanks()) {
                arguments.add(expression());
                blanks();
                if (text.charAt(at) == ',') {
                    at++;
                }
            }
            at++;
            return () -> call(name, arguments);
        }

        private Supplier<JsonNode> quoted() {
            var string = new StringBuilder();
            for (at++; text.charAt(at) != '\'' || text.charAt(at + 1) == '\''; at++) {
                string.append(text.charAt(at));
                if (text.charAt(at) == '\'') {
                    at++;
                }
            }
            at++;
            return () -> TextNode.valueOf(string.toString());
        }

        private Supplier<JsonNode> number() {
            var from = at;
            while (Character.isDigit(text.charAt(at))) {
                at++;
            }
            var number = IntNode.valueOf(Integer.parseInt(text.substring(from, at)));
            return () -> number;
        }

        private String word() {
            var from = at;
            while (Character.isLetterOrDigit(text.charAt(at))) {
                at++;
            }
            return text.substring(from, at);
        }

        private void blanks() {
            while (text.charAt(at) == ' ') {
                at++;
            }
        }
    }
}
