/**
 * Puts the bridge together and starts it. Nothing but the composition lives here; each mechanism has a package of its own
 * and knows none of its neighbours but {@code settings}, {@code retry} and {@code health}.
 */
package org.sentinelbridge;
