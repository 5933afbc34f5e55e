/**
 * Measures the packaged bridge against a stand-in of Sentinel: {@code mvn -Pbench verify}. Nothing here is a test; no time
 * is ever asserted, because it says as much about the machine as about the bridge.
 */
package org.sentinelbridge.bench;
