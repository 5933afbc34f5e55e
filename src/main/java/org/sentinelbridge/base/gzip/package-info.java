/** What holds for everything that comes packed with gzip, wherever it comes from. */
package org.sentinelbridge.base.gzip;
