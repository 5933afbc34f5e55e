/** Tests of limits and retries. */
package org.sentinelbridge.base.retry;
