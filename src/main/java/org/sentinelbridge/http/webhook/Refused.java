package org.sentinelbridge.http.webhook;

/** Is told of each request that the server has answered by itself, before or instead of a route. */
public interface Refused {

    /**
     * Called in a thread that must not wait.
     *
     * @param path that was asked for; empty if the request was too broken to have one
     * @param runId as told to the caller
     * @param status of the answer
     * @param message as told to the caller
     */
    void refused(String path, String runId, int status, String message);
}
