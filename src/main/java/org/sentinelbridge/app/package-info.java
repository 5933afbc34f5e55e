/**
 * Puts the bridge together: one class for each wing that wires it ({@code BaseWing}, {@code AzureWing} and so on), their common life
 * with the Camel context, and live editing. The only wing that knows all others.
 *
 * <p>May not be here: mechanisms. What does something, and could be tested without the rest, belongs into another wing.
 *
 * <p>Begin reading at {@link org.sentinelbridge.app.BridgeConfiguration}, which lists the wings, then at the class of the wing that you
 * look for. {@code Lifecycle} says what begins when.
 */
package org.sentinelbridge.app;
