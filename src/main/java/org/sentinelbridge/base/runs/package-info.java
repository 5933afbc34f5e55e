/**
 * The journal of what the bridge has done: a run is one webhook call, one delivery batch, one poll or one event batch. Here
 * are its record, its table, and what takes note of it. Nothing in here changes what a run does or makes it wait.
 */
package org.sentinelbridge.base.runs;
