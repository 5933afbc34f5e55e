/**
 * The bridge is a house of eight wings, one package each; nothing lives at the root. Routes, mappings and schemas, which say what
 * happens, are no Java: they are in the folder {@code routes}. Here are the mechanisms.
 *
 * <ul>
 *   <li>{@link org.sentinelbridge.base}: what all others stand on
 *   <li>{@link org.sentinelbridge.component}: what routes call by name
 *   <li>{@link org.sentinelbridge.azure}, {@link org.sentinelbridge.elastic}: the two sides
 *   <li>{@link org.sentinelbridge.http}: what callers meet
 *   <li>{@link org.sentinelbridge.operate}: what people meet
 *   <li>{@link org.sentinelbridge.sandbox}: stand-ins for the two sides, in a jar of their own
 *   <li>{@link org.sentinelbridge.app}: puts the others together; begin reading at
 *       {@link org.sentinelbridge.app.BridgeConfiguration}
 * </ul>
 *
 * <p>Dependencies point one way: {@code base} knows no other wing, {@code component} and {@code http} know {@code base}, the two sides
 * know {@code base} and {@code component}, {@code operate} knows all these, {@code app} knows all but the sandbox, the sandbox knows
 * {@code base} and {@code elastic}, and nobody knows the sandbox. A test, {@code WingsTest}, keeps it so.
 */
package org.sentinelbridge;
