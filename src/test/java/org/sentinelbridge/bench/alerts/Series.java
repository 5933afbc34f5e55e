package org.sentinelbridge.bench.alerts;

import java.time.Duration;

/**
 * Requests of one kind, sent to every contestant.
 *
 * @param alerts how many alerts each request brings
 * @param warmUps how many turns come first that are not counted
 * @param warmUp how long each of these takes
 * @param measured how long each turn takes that is counted
 */
record Series(String name, int alerts, int connections, int warmUps, Duration warmUp, Duration measured) {}
