/**
 * The console in a headless Chromium: what a person sees, types and clicks. The tests of pages show them answers that a real
 * bridge gives only with luck, from {@link org.sentinelbridge.console.PretendedBridge}; {@code running.ConsoleIT} shows
 * them a real bridge. Without a chromium on the machine (package {@code chromium} of Debian, or the environment variable
 * CHROMIUM) they are skipped.
 */
package org.sentinelbridge.console;
