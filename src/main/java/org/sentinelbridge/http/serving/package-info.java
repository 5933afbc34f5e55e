/**
 * What the bridge's HTTP servers have in common: how they listen, TLS, slow clients, and keys. Knows nothing of what they serve.
 */
package org.sentinelbridge.http.serving;
