package org.sentinelbridge.bicep;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The declarations of a file, in their order. */
record BicepFile(String scope, List<Parameter> parameters, List<Variable> variables, List<Resource> resources, List<Output> outputs) {

    /** What a decorator's name is applied to, such as description. */
    record Parameter(String name, String type, List<Node> byDefault, Map<String, Node> decorators) {}

    record Variable(String name, Node value) {}

    /** @param conditions none or one */
    record Resource(String symbol, String type, String version, boolean existing, List<Node> conditions, Node.Members body) {

        List<Node> find(String member) {
            return body.nodes().containsKey(member) ? List.of(body.nodes().get(member)) : List.of();
        }
    }

    record Output(String name, String type, Node value, Map<String, Node> decorators) {}

    static BicepFile empty(String scope) {
        return new BicepFile(scope, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    Resource resource(String symbol) {
        return resources.stream().filter(resource -> resource.symbol().equals(symbol)).findFirst().orElseThrow();
    }
}
