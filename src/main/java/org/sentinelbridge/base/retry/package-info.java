/**
 * Time and patience: until when an exchange must be done, how long one outbound call may take, whether and when a failed
 * step is tried again, whose turn it is. Which failures are tried again is decided in {@code error-policy.camel.yaml}.
 */
package org.sentinelbridge.base.retry;
