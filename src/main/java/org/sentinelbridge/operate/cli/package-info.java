/** The commands of {@code bridge}: options and printing, nothing else. What they do is in the package of each capability. */
package org.sentinelbridge.operate.cli;
