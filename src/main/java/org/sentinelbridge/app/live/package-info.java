/**
 * Live editing: what changes in {@code routes/} is tried, and takes effect within a second, or leaves what was serving
 * untouched and says why.
 */
package org.sentinelbridge.app.live;
