/** Opens the one database and keeps its tables up to date. Who owns a table has its queries in a package of its own. */
package org.sentinelbridge.base.store;
