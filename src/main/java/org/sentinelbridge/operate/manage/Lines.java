package org.sentinelbridge.operate.manage;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;

/** An answer of one JSON object a line ({@code application/x-ndjson}), each sent at once. */
final class Lines {

    private final Sending sending;

    Lines(RoutingContext context) {
        this.sending = new Sending(context, "application/x-ndjson");
    }

    /**
     * Sends a line, and returns when it is on its way.
     *
     * @return false if the caller has gone, or the server is stopping; then nothing more is to be done
     */
    boolean add(JsonNode line) {
        return sending.add(Buffer.buffer(line + "\n"));
    }

    void end() {
        sending.end();
    }
}
