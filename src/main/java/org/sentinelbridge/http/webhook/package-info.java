/**
 * The HTTP side that Kibana sees: who may call, how much and how slowly, TLS, and that every answer is a JSON object. What
 * is called and what happens then is in the routes.
 */
package org.sentinelbridge.http.webhook;
