package org.sentinelbridge.component.rows;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.sentinelbridge.component.StrictComponent;
import org.sentinelbridge.component.mapping.Mappings;

/**
 * {@code to: rows:NAME} makes a row of each message in the body, by {@code routes/mappings/NAME.jslt}; the body becomes {@link Rows}.
 * A message of which the mapping can make no row keeps none of the others: it is among the rows, with its fault. A mapping that answers
 * {@code null} drops the message, which is settled and counted ({@code bridge_rows_dropped_total}). A row may name its stream by the
 * member {@code @stream}, which is taken off it.
 *
 * <p>The body is the messages of an outbox, or what any other consumer brings: bytes, a text or a stream that holds one JSON object or an
 * array of them, or a list of any of these (or of exchanges or messages that have them as their bodies). What cannot be read as JSON
 * is one message, with a fault.
 *
 * <p>{@link RowsEndpoint} explains the options.
 */
@Component("rows")
public final class RowsComponent extends StrictComponent {

    @Override
    protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters) throws Exception {
        var mappings = getCamelContext().getRegistry().findSingleByType(Mappings.class);
        if (!mappings.has(name)) {
            throw new IllegalArgumentException("There is no mapping routes/mappings/" + name + ".jslt");
        }
        var endpoint = new RowsEndpoint(uri, this, mappings, name);
        setProperties(endpoint, parameters);
        return endpoint;
    }
}
