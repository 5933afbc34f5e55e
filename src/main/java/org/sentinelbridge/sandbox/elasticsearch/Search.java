package org.sentinelbridge.sandbox.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.function.Predicate;

/** {@code _count} and {@code _search}. */
final class Search {

    private static final int USUAL_SIZE = 10;
    private static final int MOST_SIZE = 10_000;

    private final Index index;

    Search(Index index) {
        this.index = index;
    }

    Reply count(String target, byte[] body) {
        var query = query(body);
        var answer = Tree.object();
        answer.put("count", query.path("match_all").isMissingNode()
                ? index.kept().all().filter(of(target)).filter(predicate(query)).count()
                : all(target));
        shards(answer);
        return Reply.of(200, answer);
    }

    Reply search(String target, byte[] body, int sizeAsked) {
        var query = query(body);
        var request = body.length == 0 ? Tree.object() : Tree.object(body);
        var size = request.path("size").asInt(sizeAsked < 0 ? USUAL_SIZE : sizeAsked);
        if (size > MOST_SIZE) {
            throw Refused.of(400, "illegal_argument_exception", "Result window is too large, from + size must be less than or equal to: [10000]");
        }
        var found = index.kept().all().filter(of(target)).filter(predicate(query)).toList();
        var answer = Tree.object().put("took", 1).put("timed_out", false);
        shards(answer);
        var hits = answer.putObject("hits");
        hits.putObject("total").put("value", query.has("match_all") ? all(target) : found.size()).put("relation", "eq");
        var list = hits.putArray("hits");
        found.stream().limit(size).forEach(document -> list.addObject()
                .put("_index", document.index())
                .put("_id", document.id())
                .put("_score", 1.0)
                .set("_source", document.tree()));
        return Reply.of(200, answer);
    }

    private long all(String target) {
        return index.streams().entrySet().stream()
                .filter(stream -> Names.matches(target, stream.getKey()))
                .mapToLong(stream -> stream.getValue().documents())
                .sum();
    }

    private static Predicate<Kept.Document> of(String target) {
        return document -> Names.matches(target, document.stream());
    }

    private static JsonNode query(byte[] body) {
        var query = body.length == 0 ? Tree.object() : Tree.object(body).path("query");
        return query.isEmpty() ? Tree.object().set("match_all", Tree.object()) : query;
    }

    private static Predicate<Kept.Document> predicate(JsonNode query) {
        var kind = query.fieldNames().next();
        var given = query.path(kind);
        return switch (kind) {
            case "match_all" -> document -> true;
            case "ids" -> {
                var ids = new HashSet<String>();
                given.path("values").forEach(id -> ids.add(id.asText()));
                yield document -> ids.contains(document.id());
            }
            case "term" -> {
                var term = given.properties().iterator().next();
                var value = term.getValue().isObject() ? term.getValue().path("value") : term.getValue();
                yield document -> holds(document.tree(), term.getKey(), value.asText());
            }
            case "bool" -> {
                Predicate<Kept.Document> all = document -> true;
                for (var part : new String[] {"filter", "must"}) {
                    var clauses = given.path(part);
                    for (var clause : clauses.isArray() ? clauses : Tree.array().add(clauses)) {
                        all = clause.isObject() ? all.and(predicate(clause)) : all;
                    }
                }
                yield all;
            }
            default -> throw Refused.of(400, "parsing_exception", "unknown query [" + kind + "]; the stand-in knows match_all, ids, term, bool");
        };
    }

    private static boolean holds(JsonNode node, String field, String value) {
        if (node.isArray()) {
            for (var element : node) {
                if (holds(element, field, value)) {
                    return true;
                }
            }
            return false;
        }
        if (field.isEmpty()) {
            return node.isValueNode() && node.asText().equals(value);
        }
        if (node.has(field)) {
            return holds(node.get(field), "", value);
        }
        for (var dot = field.indexOf('.'); dot > 0; dot = field.indexOf('.', dot + 1)) {
            if (node.has(field.substring(0, dot)) && holds(node.get(field.substring(0, dot)), field.substring(dot + 1), value)) {
                return true;
            }
        }
        return false;
    }

    private static void shards(ObjectNode answer) {
        answer.putObject("_shards").put("total", 1).put("successful", 1).put("skipped", 0).put("failed", 0);
    }
}
