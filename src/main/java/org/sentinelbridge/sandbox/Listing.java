package org.sentinelbridge.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.List;

/**
 * A page of a list, filtered and ordered. Without {@code $top} a page holds 50 resources (msticpy #565), with it at most
 * 1,000. As in the real service, {@code $top} is the size of a page, and the {@code nextLink} is not percent-encoded:
 * whoever follows it has to encode its query first. Its token says how many resources come before the page, so that whoever
 * follows it misses one for each that has left its place in an earlier page meanwhile. Microsoft does not say what is in the token.
 */
final class Listing {

    private static final int DEFAULT_TOP = 50;
    private static final int MOST_TOP = 1_000;
    private static final String BEFORE = "before";

    private Listing() {}

    /** @throws Rejected with 400 if a query parameter is not understood */
    static Answer page(List<ObjectNode> documents, Request request) {
        int top = top(request.parameter("$top").orElse(""));
        ODataOrder order = ODataOrder.parse(request.parameter("$orderby").orElse("properties/createdTimeUtc desc"));
        int before = request.parameter("$skipToken").map(Listing::before).orElse(0);
        List<ObjectNode> found = documents.stream()
                .filter(request.parameter("$filter").map(ODataFilter::parse).orElse(document -> true))
                .sorted(order)
                .skip(before)
                .limit(top + 1L)
                .toList();
        ObjectNode body = Json.object();
        if (found.size() <= top) {
            body.set("value", Json.array(found));
        } else {
            body.set("value", Json.array(found.subList(0, top)));
            body.put("nextLink", nextLink(request, before + top));
        }
        return Answer.json(200, body);
    }

    private static int top(String given) {
        try {
            int top = given.isEmpty() ? DEFAULT_TOP : Integer.parseInt(given);
            if (top >= 1 && top <= MOST_TOP) {
                return top;
            }
        } catch (NumberFormatException e) {
            // falls through to the same answer
        }
        throw ArmErrors.badRequest("The value '" + given + "' of $top is not valid. It must be from 1 to " + MOST_TOP + ".");
    }

    private static String nextLink(Request request, int before) {
        StringBuilder link = new StringBuilder(request.origin()).append(request.path()).append("?api-version=");
        link.append(request.parameter("api-version").orElse(""));
        for (String name : List.of("$filter", "$orderby", "$top")) {
            request.parameter(name).ifPresent(value -> link.append('&').append(name).append('=').append(value));
        }
        String token = Base64.getEncoder().encodeToString(Json.bytes(Json.object().put(BEFORE, before)));
        return link.append("&$skipToken=").append(token).toString();
    }

    private static int before(String token) {
        try {
            return Json.read(Base64.getDecoder().decode(token)).path(BEFORE).asInt();
        } catch (IllegalArgumentException | JsonProcessingException e) {
            throw ArmErrors.badRequest("The value of $skipToken is not valid.");
        }
    }
}
