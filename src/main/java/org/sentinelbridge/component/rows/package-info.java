/**
 * The {@code rows:} component: what messages become in a table, in parts that fit into one request. Knows nothing of what the
 * messages are, nor of who keeps the table.
 */
package org.sentinelbridge.component.rows;
