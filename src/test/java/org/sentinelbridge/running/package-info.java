/**
 * The bridge as it is run: real processes, started, disturbed, edited and killed. They need what {@code mvn package} makes,
 * so {@code mvn verify} runs them.
 */
package org.sentinelbridge.running;
