/** What holds for all JSON that is read, whatever it means. */
package org.sentinelbridge.base.json;
