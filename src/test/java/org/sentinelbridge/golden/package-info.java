/** Files that say what shall come out: comparing them with what came out, and rewriting them. Knows nothing of the bridge. */
package org.sentinelbridge.golden;
