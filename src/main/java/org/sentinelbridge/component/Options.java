package org.sentinelbridge.component;

import java.util.Map;
import java.util.TreeSet;
import org.apache.camel.Endpoint;
import org.apache.camel.util.StringHelper;

/**
 * Which options an endpoint takes: those that its metadata name, from which tools and people know them, and no other. Camel by itself
 * would also take those that it gives to every endpoint, though they do nothing at some.
 */
public final class Options {

    /** Our consumers answer for the failures of what they receive themselves, and never ask an exception handler. */
    public static final String NOT_OF_OURS = "bridgeErrorHandler,exceptionHandler";

    private Options() {}

    /**
     * To be called before the options of a route are set.
     *
     * @throws IllegalArgumentException if one of them is not documented; the message names it, and those that there are
     */
    public static void refuseUnknown(Endpoint endpoint, Map<String, Object> options) {
        var uri = endpoint.getEndpointBaseUri();
        var scheme = StringHelper.before(uri, ":");
        var known = endpoint.getCamelContext().getCamelContextExtension().getEndpointUriFactory(scheme).propertyNames();
        for (var option : options.keySet()) {
            if (!known.contains(option)) {
                throw new IllegalArgumentException(
                        uri + " has no option " + option + "; " + scheme + " has the options " + String.join(", ", new TreeSet<>(known)));
            }
        }
    }
}
