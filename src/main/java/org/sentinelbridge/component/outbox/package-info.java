/**
 * The {@code outbox:} component: durable acceptance and at-least-once delivery on the store. Knows nothing of what the
 * messages are, nor where they go; {@link org.sentinelbridge.component.outbox.OutboxComponent} explains its use.
 */
package org.sentinelbridge.component.outbox;
