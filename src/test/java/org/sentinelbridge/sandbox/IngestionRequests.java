package org.sentinelbridge.sandbox;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Map;

/** Requests to the Logs Ingestion API that have not come over HTTP. */
final class IngestionRequests {

    private IngestionRequests() {}

    static Request empty(String path, String token) {
        return new Request(
                "POST",
                path,
                List.of(path.substring(1).split("/")),
                Map.of("api-version", "2023-01-01"),
                MultiMap.caseInsensitiveMultiMap()
                        .add("Authorization", "Bearer " + token)
                        .add("Content-Type", "application/json"),
                new byte[] {'[', ']'});
    }

    static Answer refusal(IngestionGate gate, Request request) {
        try {
            gate.check(request);
        } catch (Rejected e) {
            return e.answer();
        }
        throw new AssertionError("was admitted");
    }
}
