/**
 * What routes call by name: the Camel components {@code outbox:}, {@code mapping:}, {@code rows:}, {@code ecs:}, {@code parked:} and
 * {@code eventhubs-batch:}, and the beans that poll, read records and documents, and keep notes.
 *
 * <p>May not be here: a flow's name, or a class that is made for one of the two sides. A component serves whatever route uses it. Uses
 * {@code base} alone.
 *
 * <p>Begin reading at {@link org.sentinelbridge.component.outbox.OutboxComponent} and
 * {@link org.sentinelbridge.component.mapping.MappingComponent}; each component's class explains its options.
 */
package org.sentinelbridge.component;
