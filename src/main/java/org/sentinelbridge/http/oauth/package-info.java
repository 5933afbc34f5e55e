/**
 * Access tokens of an issuer (OAuth 2.0 client credentials): which are taken, and the issuer's public keys. Knows nothing of requests.
 */
package org.sentinelbridge.http.oauth;
