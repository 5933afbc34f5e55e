/** Tests of live editing, without a bridge. */
package org.sentinelbridge.app.live;
