package org.sentinelbridge.bicep;

import java.util.List;
import java.util.Map;

/** An expression of Bicep. */
sealed interface Node {

    /** {@code true}, {@code 12} or {@code null}, as it is written in JSON. */
    record Literal(String json) implements Node {}

    /** A text; between each two pieces stands one expression. */
    record Text(List<String> pieces, List<Node> between) implements Node {}

    record Items(List<Node> nodes) implements Node {}

    record Members(Map<String, Node> nodes) implements Node {}

    record Name(String name) implements Node {}

    record Call(String function, List<Node> arguments) implements Node {}

    record Member(Node of, String name) implements Node {}

    record Index(Node of, Node at) implements Node {}

    record Choice(Node condition, Node then, Node otherwise) implements Node {}

    record Loop(String variable, Node over, Node each) implements Node {}
}
