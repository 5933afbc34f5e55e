package org.sentinelbridge.operate.doctor;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import org.sentinelbridge.azure.AzureFailure;
import org.sentinelbridge.azure.SharedKey;

/** Sends one row by the old HTTP Data Collector API. */
final class OldCanaryCheck implements Check {

    private final Http http;
    private final SharedKey key;
    private final String url;
    private final String logType;

    /** @param url base URL of the API */
    OldCanaryCheck(Http http, SharedKey key, String url, String logType) {
        this.http = http;
        this.key = key;
        this.url = url;
        this.logType = logType;
    }

    @Override
    public String name() {
        return "write";
    }

    @Override
    public Finding look() throws Exception {
        var row = CanaryRow.ofAlert();
        var body = row.array().toString();
        var headers = new HashMap<>(key.headers(body.getBytes(StandardCharsets.UTF_8).length));
        headers.put("Log-Type", logType);
        var reply = http.send("POST", url + "/api/logs?api-version=2016-04-01", headers, body);
        if (reply.isSuccess()) {
            return Finding.ok(name(), "A row was taken; after some minutes this finds it: " + logType + "_CL | where AlertUuid_s == '" + row.id() + "'");
        }
        var failure = AzureFailure.of(AzureFailure.Details.of(reply.status(), reply.body(), reply::header));
        return failure instanceof AzureFailure.NotNow
                ? Finding.warn(name(), failure.getMessage(), "Run bridge doctor again in some minutes; alerts wait in the outbox")
                : Finding.fail(name(), failure.getMessage(), "Check log-analytics.workspace-id and log-analytics.workspace-key");
    }
}
