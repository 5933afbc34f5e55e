/**
 * Conversations with another side: what was last told of each thing and what waits to be told are kept in the store, one process at a
 * time speaks for each, the newest state goes first and parts follow in their order, within what the other side takes. Knows nothing
 * of what is told: that is the routes' and their mappings'. Neither a flow nor a side may be named here.
 */
package org.sentinelbridge.component.conversation;
