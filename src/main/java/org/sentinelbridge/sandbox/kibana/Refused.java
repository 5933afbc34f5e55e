package org.sentinelbridge.sandbox.kibana;

import java.util.Map;

/** Ends the handling of a request with an error answer in Kibana's shape. */
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final Map<Integer, String> PHRASES = Map.of(
            400, "Bad Request", 401, "Unauthorized", 403, "Forbidden", 404, "Not Found", 406, "Not Acceptable", 409, "Conflict",
            415, "Unsupported Media Type", 424, "Failed Dependency", 502, "Bad Gateway", 503, "Service Unavailable");

    private final transient Reply reply;

    private Refused(Reply reply) {
        super("answered with status " + reply.status(), null, false, false);
        this.reply = reply;
    }

    Reply reply() {
        return reply;
    }

    static Refused of(int status, String message) {
        return new Refused(error(status, message));
    }

    /** As the detection engine does. */
    static Refused ofEngine(int status, String message) {
        return new Refused(Reply.of(status, Json.object().put("message", message).put("status_code", status)));
    }

    static Reply error(int status, String message) {
        return Reply.of(status, Json.object()
                .put("statusCode", status)
                .put("error", PHRASES.getOrDefault(status, "Internal Server Error"))
                .put("message", message));
    }
}
