/**
 * The other sides of the bridge, as the settings name them: which settings belong together, how they must look, and what follows
 * from them. Nothing here calls anybody.
 */
package org.sentinelbridge.sides;
