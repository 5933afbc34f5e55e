package org.sentinelbridge.component;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;

/**
 * Options that Camel gives to every endpoint or component and that would do nothing at some of ours. Where a class leaves them out of
 * its metadata, by {@link Metadata#excludeProperties()}, a route that sets one is refused as for any other unknown option.
 */
public final class Inherited {

    /** Our consumers answer for the failures of what they receive themselves, and never ask an exception handler. */
    public static final String BRIDGE_ERROR_HANDLER = "bridgeErrorHandler";
    /** Of endpoints that consume. */
    public static final String OF_CONSUMERS = BRIDGE_ERROR_HANDLER + ",exceptionHandler";

    private Inherited() {}

    /**
     * To be called before the options of a route are set.
     *
     * @throws IllegalArgumentException if one of them is left out of the endpoint's metadata; the message names it
     */
    public static void refuse(Endpoint endpoint, Map<String, Object> options) {
        var metadata = endpoint.getClass().getAnnotation(Metadata.class);
        for (var option : metadata.excludeProperties().split(",")) {
            if (options.containsKey(option)) {
                throw new IllegalArgumentException(
                        endpoint.getEndpointBaseUri() + ": the option " + option + " does nothing here; take it away");
            }
        }
    }
}
