package org.sentinelbridge.bicep;

import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sentinelbridge.bicep.BicepFile.Resource;

/** Writes expressions in ARM's template language. */
final class BicepExpressions {

    private final BicepFile file;
    private final Function<Resource, String> idOf;
    private final String loopVariable;
    private final String loopElement;

    BicepExpressions(BicepFile file, Function<Resource, String> idOf) {
        this(file, idOf, "", "");
    }

    /** Within a loop, whose variable stands for an element. */
    BicepExpressions(BicepFile file, Function<Resource, String> idOf, String loopVariable, String loopElement) {
        this.file = file;
        this.idOf = idOf;
        this.loopVariable = loopVariable;
        this.loopElement = loopElement;
    }

    String write(Node node) {
        if (node instanceof Node.Literal literal) {
            // ARM has no words for these, only functions
            return Character.isDigit(literal.json().charAt(0)) ? literal.json() : literal.json() + "()";
        } else if (node instanceof Node.Text text) {
            return text(text);
        } else if (node instanceof Node.Items items) {
            return call("createArray", items.nodes().stream());
        } else if (node instanceof Node.Members members) {
            return "createObject(" + members.nodes().entrySet().stream()
                    .map(member -> quoted(member.getKey()) + ", " + write(member.getValue()))
                    .collect(Collectors.joining(", ")) + ")";
        } else if (node instanceof Node.Name name) {
            return name(name.name());
        } else if (node instanceof Node.Call call) {
            return call(call.function(), call.arguments().stream());
        } else if (node instanceof Node.Index index) {
            return write(index.of()) + "[" + write(index.at()) + "]";
        } else if (node instanceof Node.Choice choice) {
            return call("if", Stream.of(choice.condition(), choice.then(), choice.otherwise()));
        } else if (node instanceof Node.Member member) {
            return member(member);
        } else {
            throw new IllegalArgumentException("not understood here: " + node);
        }
    }

    private String member(Node.Member member) {
        if (member.of() instanceof Node.Name name) {
            var resource = file.resources().stream().filter(r -> r.symbol().equals(name.name())).findFirst();
            if (resource.isPresent()) {
                return switch (member.name()) {
                    case "id" -> idOf.apply(resource.get());
                    case "name" -> write(resource.get().find("name").get(0));
                    case "properties" -> "reference(" + idOf.apply(resource.get()) + ", '" + resource.get().version() + "')";
                    default -> throw new IllegalArgumentException("not understood: " + member);
                };
            }
        }
        return write(member.of()) + "." + member.name();
    }

    private String name(String name) {
        if (name.equals(loopVariable)) {
            return loopElement;
        } else if (file.parameters().stream().anyMatch(parameter -> parameter.name().equals(name))) {
            return "parameters('" + name + "')";
        } else if (file.variables().stream().anyMatch(variable -> variable.name().equals(name))) {
            return "variables('" + name + "')";
        } else {
            throw new IllegalArgumentException("there is no parameter or variable " + name);
        }
    }

    private String text(Node.Text text) {
        if (text.between().isEmpty()) {
            return quoted(text.pieces().get(0));
        }
        var format = new StringBuilder();
        for (var i = 0; i < text.pieces().size(); i++) {
            format.append(text.pieces().get(i).replace("{", "{{").replace("}", "}}"));
            if (i < text.between().size()) {
                format.append('{').append(i).append('}');
            }
        }
        return "format(" + quoted(format.toString()) + ", " + text.between().stream().map(this::write).collect(Collectors.joining(", ")) + ")";
    }

    private String call(String function, Stream<Node> arguments) {
        return function + "(" + arguments.map(this::write).collect(Collectors.joining(", ")) + ")";
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
