package org.sentinelbridge.component.rows;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.sentinelbridge.component.mapping.Mappings;

/**
 * {@code to: rows:NAME} makes a row of each message in the body (a list of outbox messages, each a JSON object), by
 * {@code routes/mappings/NAME.jslt}; the body becomes {@link Rows}. A message of which the mapping can make no row keeps none of
 * the others: it is among the rows, with its fault.
 *
 * <table>
 *   <caption>Options</caption>
 *   <tr><th>option</th><th>default</th><th></th></tr>
 *   <tr><td>{@code as}</td><td>document</td><td>the name under which the mapping sees the message</td></tr>
 *   <tr><td>{@code fieldBytes}</td><td>64000</td><td>a longer field is cut; texts and JSON both count as UTF-8. Log Analytics would cut
 *       it at 65,536 bytes without a word</td></tr>
 *   <tr><td>{@code cutColumn}</td><td></td><td>the column that names the fields which were cut</td></tr>
 * </table>
 */
@Component("rows")
public final class RowsComponent extends DefaultComponent {

    @Override
    protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters) {
        var as = getAndRemoveParameter(parameters, "as", String.class, "document");
        var fieldBytes = getAndRemoveParameter(parameters, "fieldBytes", int.class, 64_000);
        var cutColumn = getAndRemoveParameter(parameters, "cutColumn", String.class, "");
        var mappings = getCamelContext().getRegistry().findSingleByType(Mappings.class);
        if (!mappings.has(name)) {
            throw new IllegalArgumentException("There is no mapping routes/mappings/" + name + ".jslt");
        }
        return new RowsEndpoint(uri, this, new RowMaker(mappings, name, as, new FieldLimit(fieldBytes, cutColumn)));
    }
}
