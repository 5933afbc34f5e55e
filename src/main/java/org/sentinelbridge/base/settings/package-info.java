/**
 * Reads and checks the settings. Knows their notation (sizes, time spans, URLs), not their meaning: each capability
 * asks for its own settings and says what is wrong with them.
 */
package org.sentinelbridge.base.settings;
