/** Whether something works, in one form for all: what health checks say, and what the console shows. Knows nothing of what it is. */
package org.sentinelbridge.base.health;
