/** Small documents in the store that a flow has to remember from one message to the next. Knows nothing of what they say. */
package org.sentinelbridge.component.notes;
