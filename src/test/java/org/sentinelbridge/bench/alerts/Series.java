package org.sentinelbridge.bench.alerts;

import java.time.Duration;

/**
 * Requests of one kind, sent to every contestant.
 *
 * @param alerts how many alerts each request brings
 * @param measured how long each of its turns takes
 */
record Series(String name, int alerts, int connections, Duration warmUp, Duration measured) {}
