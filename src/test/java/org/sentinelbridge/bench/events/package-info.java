/**
 * Measures how fast the packaged bridge brings events from a hub into an index: beside the bare SDK that receives the same events and
 * does nothing with them ({@code mvn -Pbench verify -Dbench=events}), and, with a real Elasticsearch, beside a loader that has the
 * documents ready ({@code -Dbench=elasticsearch}). Nothing here is a test.
 */
package org.sentinelbridge.bench.events;
