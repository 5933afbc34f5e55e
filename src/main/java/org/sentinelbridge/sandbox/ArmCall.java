package org.sentinelbridge.sandbox;

import java.util.List;
import java.util.Locale;

/**
 * A request to Azure Resource Manager, taken apart. ARM compares the names in a path without regard to case. Parts that
 * the path does not have are empty texts.
 */
record ArmCall(
        Request request,
        Operation operation,
        String subscription,
        String resourceGroup,
        String workspace,
        String incident,
        String comment) {

    private static final List<String> SHAPE = List.of(
            "subscriptions", "", "resourceGroups", "", "providers", "Microsoft.OperationalInsights", "workspaces", "",
            "providers", "Microsoft.SecurityInsights", "incidents");

    static ArmCall of(Request request) {
        List<String> path = request.segments();
        boolean sentinel = path.size() >= SHAPE.size();
        for (int i = 0; sentinel && i < SHAPE.size(); i++) {
            sentinel = SHAPE.get(i).isEmpty() || SHAPE.get(i).equalsIgnoreCase(path.get(i));
        }
        List<String> below = sentinel ? path.subList(SHAPE.size(), path.size()) : List.of();
        return new ArmCall(
                request,
                sentinel ? operation(request.method(), below) : Operation.UNKNOWN,
                part(path, 1),
                part(path, 3),
                part(path, 7),
                part(below, 0),
                part(below, 2));
    }

    private static Operation operation(String method, List<String> below) {
        return switch (below.size()) {
            case 0 -> method.equals("GET") ? Operation.LIST_INCIDENTS : Operation.WRONG_METHOD;
            case 1 -> choose(method, Operation.GET_INCIDENT, Operation.PUT_INCIDENT, Operation.DELETE_INCIDENT);
            case 2 -> child(method, below.get(1));
            case 3 -> below.get(1).equalsIgnoreCase("comments")
                    ? choose(method, Operation.GET_COMMENT, Operation.PUT_COMMENT, Operation.DELETE_COMMENT)
                    : Operation.UNKNOWN;
            default -> Operation.UNKNOWN;
        };
    }

    private static Operation child(String method, String kind) {
        Operation operation =
                switch (kind.toLowerCase(Locale.ROOT)) {
                    case "alerts" -> Operation.LIST_ALERTS;
                    case "bookmarks" -> Operation.LIST_BOOKMARKS;
                    case "entities" -> Operation.LIST_ENTITIES;
                    case "comments" -> Operation.LIST_COMMENTS;
                    default -> Operation.UNKNOWN;
                };
        String right = operation == Operation.LIST_COMMENTS ? "GET" : "POST";
        return operation == Operation.UNKNOWN || method.equals(right) ? operation : Operation.WRONG_METHOD;
    }

    private static Operation choose(String method, Operation get, Operation put, Operation delete) {
        return switch (method) {
            case "GET" -> get;
            case "PUT" -> put;
            case "DELETE" -> delete;
            default -> Operation.WRONG_METHOD;
        };
    }

    private static String part(List<String> path, int index) {
        return index < path.size() ? path.get(index) : "";
    }
}
