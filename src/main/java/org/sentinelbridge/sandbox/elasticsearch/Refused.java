package org.sentinelbridge.sandbox.elasticsearch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Ends the handling of a request with an error answer in Elasticsearch's shape. */
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Reply reply;

    private Refused(Reply reply) {
        super("answered with status " + reply.status(), null, false, false);
        this.reply = reply;
    }

    Reply reply() {
        return reply;
    }

    static Refused of(int status, String type, String reason) {
        return new Refused(error(status, type, reason));
    }

    static Refused of(int status, String type, String reason, Map<String, String> headers) {
        return new Refused(new Reply(status, headers, error(status, type, reason).body()));
    }

    /** An answer without an error document. */
    static Refused bare(int status) {
        return new Refused(new Reply(status, Map.of(), new byte[0]));
    }

    static Reply error(int status, String type, String reason) {
        ObjectNode body = Tree.object();
        ObjectNode error = body.putObject("error");
        error.putArray("root_cause").addObject().put("type", type).put("reason", reason);
        error.put("type", type).put("reason", reason);
        body.put("status", status);
        return Reply.of(status, body);
    }
}
