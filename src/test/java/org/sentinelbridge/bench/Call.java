package org.sentinelbridge.bench;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;

/**
 * One HTTP request and the status that it must be answered with.
 */
record Call(RequestOptions request, Buffer body, int status) {

    static Call of(HttpMethod method, String url, String authorization, String body, int status) {
        var request = new RequestOptions()
                .setMethod(method)
                .setAbsoluteURI(url)
                .putHeader("Accept", "application/json, text/plain, */*");
        if (!authorization.isEmpty()) {
            request.putHeader("Authorization", authorization);
        }
        if (!body.isEmpty()) {
            request.putHeader("Content-Type", "application/json");
        }
        return new Call(request, Buffer.buffer(body), status);
    }
}
