/**
 * Measures how fast the packaged bridge brings events from a hub into an index, beside the bare SDK that receives the same events
 * and does nothing with them: {@code mvn -Pbench verify -Dbench=events}. Nothing here is a test.
 */
package org.sentinelbridge.bench.events;
