/**
 * Azure's side: clouds, credentials and tokens, the settings of Sentinel, Log Analytics and Event Hubs, what Azure's answers mean, and
 * commands that set things up there.
 *
 * <p>May not be here: the calls themselves, which are in the routes, and what is done about a failure, which is in the error policy. Uses
 * {@code base} and {@code component}, never the other side.
 *
 * <p>Begin reading at {@link org.sentinelbridge.azure.AzureFailure}: each failure that Azure can answer with, and what may heal it; then
 * at {@link org.sentinelbridge.azure.AzureTokens}.
 */
package org.sentinelbridge.azure;
