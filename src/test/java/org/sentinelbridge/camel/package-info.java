/**
 * Faults of Camel that the bridge works around. Each test shows that the fault is still there: when one fails after an
 * upgrade, its work-around can go.
 */
package org.sentinelbridge.camel;
