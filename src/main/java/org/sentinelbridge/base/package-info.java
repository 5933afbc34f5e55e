/**
 * What all others stand on: settings, the store, the journal of runs, time and retries, health, and what holds for all JSON, gzip and
 * schemas.
 *
 * <p>May not be here: anything that knows what a message means, who sends it or where it goes. Uses no other wing.
 *
 * <p>Begin reading at {@link org.sentinelbridge.base.settings.Settings} and {@link org.sentinelbridge.base.store.Store}; then at
 * {@link org.sentinelbridge.base.retry.Attempts}, by which routes decide whether to try again.
 */
package org.sentinelbridge.base;
