/** Tests of the documents made of records. */
package org.sentinelbridge.component.ecs;
