/** Tests of reading records. */
package org.sentinelbridge.component.records;
