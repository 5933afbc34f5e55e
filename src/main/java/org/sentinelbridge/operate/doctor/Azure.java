package org.sentinelbridge.operate.doctor;

import java.io.IOException;
import java.util.Map;
import org.sentinelbridge.azure.AzureFailure;

/** Calls of Azure with a token. */
final class Azure {

    private final Http http;
    private final Tokens tokens;
    private final String url;

    /** @param url base URL of the service */
    Azure(Http http, Tokens tokens, String url) {
        this.http = http;
        this.tokens = tokens;
        this.url = url;
    }

    /**
     * Calls.
     *
     * @param path and query, behind the base URL
     * @param body empty for none
     * @throws AzureFailure if the answer is no success
     */
    Http.Reply call(String method, String path, String body) throws IOException, InterruptedException, Tokens.NoToken {
        var reply = http.send(method, url + path, Map.of("Authorization", "Bearer " + tokens.get().getToken()), body);
        if (!reply.isSuccess()) {
            throw AzureFailure.of(AzureFailure.Details.of(reply.status(), reply.body(), reply::header));
        }
        return reply;
    }
}
