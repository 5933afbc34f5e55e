/** Tests of reading records. */
package org.sentinelbridge.records;
