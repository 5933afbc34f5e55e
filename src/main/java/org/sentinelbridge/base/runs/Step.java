package org.sentinelbridge.base.runs;

/**
 * A step that a run has passed.
 *
 * @param step the id of the step in the route
 * @param ms how long it took, in milliseconds
 * @param atMs when it began, in milliseconds since the run began
 */
public record Step(String step, long ms, long atMs) {}
