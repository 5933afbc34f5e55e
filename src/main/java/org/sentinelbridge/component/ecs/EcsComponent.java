package org.sentinelbridge.component.ecs;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.sentinelbridge.component.mapping.Mappings;

/**
 * {@code to: ecs:documents} makes a {@link Document} of each {@link org.sentinelbridge.component.records.SourceRecord} in the body (a list), by
 * the mappings {@code routes/mappings/{event,incident,alert}-document.jslt}; the body becomes the list of documents, in the same
 * order and of the same size. What is no JSON goes through {@code unreadable-document.jslt}. A record that a mapping fails on
 * keeps none of the others: its document has a fault.
 *
 * <table>
 *   <caption>Options</caption>
 *   <tr><th>option</th><th>default</th><th></th></tr>
 *   <tr><td>{@code mode}</td><td>ecs</td><td>{@code raw}: {@code raw-document.jslt} for all; the record's text is for Elastic's own
 *       ingest pipeline</td></tr>
 *   <tr><td>{@code profile}</td><td>extended</td><td>{@code elastic-1.4.2}: exactly as version 1.4.2 of Elastic's integration</td></tr>
 *   <tr><td>{@code namespace}</td><td>default</td><td>the last part of the data stream's name</td></tr>
 * </table>
 */
@Component("ecs")
public final class EcsComponent extends DefaultComponent {

    /** The mappings that are applied, by their names. */
    public static final List<String> MAPPINGS =
            List.of("event-document", "incident-document", "alert-document", "raw-document", "unreadable-document");

    @Override
    protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters) {
        var style = new Style(
                getAndRemoveParameter(parameters, "mode", String.class, "ecs"),
                getAndRemoveParameter(parameters, "profile", String.class, "extended"),
                getAndRemoveParameter(parameters, "namespace", String.class, "default"));
        var mappings = getCamelContext().getRegistry().findSingleByType(Mappings.class);
        for (var mapping : MAPPINGS) {
            if (!mappings.has(mapping)) {
                throw new IllegalArgumentException("There is no mapping routes/mappings/" + mapping + ".jslt");
            }
        }
        return new EcsEndpoint(uri, this, new DocumentMaker(mappings, style, Clock.systemUTC()));
    }
}
