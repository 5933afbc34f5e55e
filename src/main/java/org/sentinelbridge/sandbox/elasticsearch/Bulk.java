package org.sentinelbridge.sandbox.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** The bulk API. */
final class Bulk {

    private static final Set<String> ACTIONS = Set.of("create", "index", "update", "delete");
    private static final int MOST_ID = 512;
    private static final String WRITE = "indices:data/write/bulk[s]";

    private final Index index;
    private final Knobs knobs;

    Bulk(Index index, Knobs knobs) {
        this.index = index;
        this.knobs = knobs;
    }

    /** @param target the data stream of lines that name none; empty if each must */
    Reply answer(byte[] body, String target) {
        if (body.length == 0) {
            throw Refused.of(400, "parse_exception", "request body is required");
        }
        if (body[body.length - 1] != '\n') {
            throw Refused.of(400, "illegal_argument_exception", "The bulk request must be terminated by a newline [\\n]");
        }
        validate(body);
        var answer = Tree.object().put("errors", false).put("took", 1);
        var items = answer.putArray("items");
        var line = 1;
        for (var from = 0; from < body.length; line += 2) {
            var end = end(body, from);
            var action = action(body, from, end, line);
            from = end + 1;
            var item = items.addObject().putObject(action.name);
            if (action.name.equals("delete")) {
                fail(item, action, target, 400, "illegal_argument_exception", "the stand-in deletes nothing");
            } else {
                var last = end(body, from);
                execute(action, target, body, from, last, item);
                from = last + 1;
            }
            if (item.has("error")) {
                answer.put("errors", true);
            }
        }
        return Reply.of(200, answer);
    }

    private record Action(String name, String target, String id) {}

    private static int end(byte[] body, int from) {
        var at = from;
        while (at < body.length && body[at] != '\n') {
            at++;
        }
        return at;
    }

    private static Action action(byte[] body, int from, int end, int line) {
        JsonNode tree;
        try {
            tree = Tree.object(Arrays.copyOfRange(body, from, end));
        } catch (Refused e) {
            throw malformed(line);
        }
        var action = tree.properties().stream().findFirst().orElseThrow(() -> malformed(line));
        if (tree.size() != 1 || !ACTIONS.contains(action.getKey()) || !action.getValue().isObject()) {
            throw malformed(line);
        }
        return new Action(
                action.getKey(), action.getValue().path("_index").asText(""), action.getValue().path("_id").asText(""));
    }

    private static Refused malformed(int line) {
        return Refused.of(400, "illegal_argument_exception", "Malformed action/metadata line [" + line
                + "], expected START_OBJECT with one of [create, delete, index, update]");
    }

    /** Ids that are too long spoil the request as a whole. */
    private static void validate(byte[] body) {
        var line = 1;
        for (var from = 0; from < body.length; line += 2) {
            var end = end(body, from);
            var action = action(body, from, end, line);
            var bytes = action.id.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > MOST_ID) {
                throw Refused.of(400, "action_request_validation_exception", "Validation Failed: 1: id [" + action.id
                        + "] is too long, must be no longer than 512 bytes but was: " + bytes + ";");
            }
            from = action.name.equals("delete") ? end + 1 : end(body, end + 1) + 1;
        }
    }

    private void execute(Action action, String target, byte[] body, int from, int end, ObjectNode item) {
        if (knobs.rejectsItem()) {
            fail(item, action, target, 429, "es_rejected_execution_exception", "rejected execution of coordinating operation"
                    + " [coordinating_and_primary_bytes=0, replica_bytes=0, all_bytes=0, max_coordinating_and_primary_bytes=0]");
            return;
        }
        for (var privilege : new String[] {"create_doc", "auto_configure"}) {
            if (knobs.lacks(privilege)) {
                fail(item, action, target, 403, "security_exception", Gate.unauthorized(privilege, WRITE));
                return;
            }
        }
        var name = action.target.isEmpty() ? target : action.target;
        var stream = index.stream(name);
        if (stream.isEmpty()) {
            fail(item, action, target, 404, "index_not_found_exception", "no such index [" + name + "] and no template for a data stream");
        } else if (!action.name.equals("create")) {
            fail(item, action, target, 400, "illegal_argument_exception", "only write ops with an op_type of create are allowed in data streams");
        } else {
            create(stream.get(), name, action, body, from, end, item);
        }
    }

    private void create(DataStream stream, String name, Action action, byte[] body, int from, int end, ObjectNode item) {
        var id = action.id.isEmpty() ? "generated-" + stream.documents() : action.id;
        item.put("_index", stream.backingIndex()).put("_id", id);
        var problem = problem(stream, id, body, from, end);
        if (problem.isPresent()) {
            error(item, 400, "document_parsing_exception", problem.get());
        } else if (!knobs.failItemsWith().isEmpty()
                && new String(body, from, end - from, StandardCharsets.UTF_8).contains(knobs.failItemsWith())) {
            error(item, 500, "illegal_state_exception", "the stand-in was told to fail with this document");
        } else if (!stream.add(id)) {
            error(item, 409, "version_conflict_engine_exception",
                    "[" + id + "]: version conflict, document already exists (current version [1])");
        } else {
            index.kept().add(new Kept.Document(name, stream.backingIndex(), id, Arrays.copyOfRange(body, from, end)));
            item.put("_version", 1).put("result", "created");
            item.putObject("_shards").put("total", 2).put("successful", 1).put("failed", 0);
            item.put("_seq_no", stream.documents() - 1).put("_primary_term", 1).put("status", 201);
        }
    }

    private static Optional<String> problem(DataStream stream, String id, byte[] body, int from, int end) {
        return new DocumentCheck(stream.types(), id).problem(body, from, end - from);
    }

    private static void fail(ObjectNode item, Action action, String target, int status, String type, String reason) {
        item.put("_index", action.target.isEmpty() ? target : action.target).put("_id", action.id);
        error(item, status, type, reason);
    }

    private static void error(ObjectNode item, int status, String type, String reason) {
        item.put("status", status);
        item.putObject("error").put("type", type).put("reason", reason);
    }
}
