/**
 * Speaking with Azure: clouds, credentials, tokens, and what Azure's answers mean. Knows nothing of incidents, alerts or
 * tables; the calls themselves are in the routes.
 */
package org.sentinelbridge.azure;
