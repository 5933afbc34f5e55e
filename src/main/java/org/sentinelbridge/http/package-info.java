/**
 * What callers meet: how a server listens, TLS, keys, limits, and that every answer of a webhook is a JSON object.
 *
 * <p>May not be here: what a request means. Which paths there are and what happens to a request, the routes say. Uses {@code base} alone.
 *
 * <p>Begin reading at {@link org.sentinelbridge.http.webhook.WebhookServer}.
 */
package org.sentinelbridge.http;
