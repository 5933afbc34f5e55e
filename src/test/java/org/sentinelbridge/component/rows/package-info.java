/** Tests of rows for tables. */
package org.sentinelbridge.component.rows;
