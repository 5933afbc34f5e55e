/**
 * Measures how many alerts the packaged bridge takes and delivers, what that costs, and what a server costs that does the
 * same by hand without keeping anything: {@code mvn -Pbench verify -Dbench=alerts}. Nothing here is a test.
 */
package org.sentinelbridge.bench.alerts;
