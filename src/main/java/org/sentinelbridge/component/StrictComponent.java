package org.sentinelbridge.component;

import java.util.Map;
import java.util.TreeSet;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.util.StringHelper;

/**
 * A component whose endpoints take the options that their metadata name, from which tools and people know them, and no other. Camel by
 * itself also takes some that it gives to every endpoint, even where they do nothing.
 */
public abstract class StrictComponent extends DefaultComponent {

    /** Our consumers answer for the failures of what they receive themselves, and never ask an exception handler. */
    public static final String DO_NOTHING = "bridgeErrorHandler,exceptionHandler";

    /** @throws IllegalArgumentException if an option is not documented; the message names it, and those that there are */
    @Override
    protected void validateURI(String uri, String path, Map<String, Object> options) {
        super.validateURI(uri, path, options);
        var scheme = StringHelper.before(uri, ":");
        var known = getCamelContext().getCamelContextExtension().getEndpointUriFactory(scheme).propertyNames();
        for (var option : options.keySet()) {
            if (!known.contains(option)) {
                throw new IllegalArgumentException(scheme + ":" + path + " has no option " + option + "; " + scheme
                        + " has the options " + String.join(", ", new TreeSet<>(known)));
            }
        }
    }
}
