package org.sentinelbridge.component.ecs;

import java.util.List;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.sentinelbridge.component.StrictComponent;
import org.sentinelbridge.component.mapping.Mappings;

/**
 * {@code to: ecs:documents} makes a {@link Document} of each {@link org.sentinelbridge.component.records.SourceRecord} in the body (a list), by
 * the mappings {@code routes/mappings/{event,incident,alert}-document.jslt}; the body becomes the list of documents, in the same
 * order and of the same size. What is no JSON goes through {@code unreadable-document.jslt}. A record that a mapping fails on
 * keeps none of the others: its document has a fault.
 * {@link EcsEndpoint} explains the options.
 */
@Component("ecs")
public final class EcsComponent extends StrictComponent {

    /** The mappings that are applied, by their names. */
    public static final List<String> MAPPINGS =
            List.of("event-document", "incident-document", "alert-document", "raw-document", "unreadable-document");

    @Override
    protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters) throws Exception {
        if (!name.equals("documents")) {
            throw new IllegalArgumentException("There is no ecs:" + name + ", only ecs:documents");
        }
        var mappings = getCamelContext().getRegistry().findSingleByType(Mappings.class);
        for (var mapping : MAPPINGS) {
            if (!mappings.has(mapping)) {
                throw new IllegalArgumentException("There is no mapping routes/mappings/" + mapping + ".jslt");
            }
        }
        var endpoint = new EcsEndpoint(uri, this, mappings, name);
        setProperties(endpoint, parameters);
        endpoint.style();
        return endpoint;
    }
}
