package org.sentinelbridge.component.mapping;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.sentinelbridge.component.StrictComponent;

/**
 * {@code to: mapping:NAME?with=a,b} applies {@code routes/mappings/NAME.jslt} to the document {@code {"a": …, "b": …}}
 * made of the exchange variables of these names. Variables that are not there are left out. Without {@code with} the
 * mapping sees the message body. The result becomes the message body: a JSON tree, or a {@code String} if it is a text.
 *
 * <p>In place of {@code camel-jslt}, which in Camel 4.17 takes no parsed JSON, makes an {@code ObjectMapper} for each
 * message, and, once an edited file is broken, fails every message instead of serving what worked.
 */
@Component("mapping")
public final class MappingComponent extends StrictComponent {

    @Override
    protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters) throws Exception {
        var mappings = getCamelContext().getRegistry().findSingleByType(Mappings.class);
        if (!mappings.has(name)) {
            throw new IllegalArgumentException("There is no mapping routes/mappings/" + name + ".jslt");
        }
        var endpoint = new MappingEndpoint(uri, this, mappings, name);
        setProperties(endpoint, parameters);
        return endpoint;
    }
}
