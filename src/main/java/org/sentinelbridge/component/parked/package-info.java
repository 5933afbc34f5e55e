/** Parked messages: what could not be delivered, kept with its cause. */
package org.sentinelbridge.component.parked;
