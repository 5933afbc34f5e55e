package org.sentinelbridge.component.rows;

import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.sentinelbridge.component.mapping.Mappings;

/**
 * Make a table row of each message of an outbox with a JSLT mapping of the routes folder.
 *
 * <p>{@link RowsComponent} explains its use.
 */
@UriEndpoint(
        scheme = "rows",
        title = "Rows",
        syntax = "rows:name",
        firstVersion = "0.1.0",
        category = Category.TRANSFORMATION,
        producerOnly = true,
        remote = false)
final class RowsEndpoint extends DefaultEndpoint {

    private final Mappings mappings;
    /** Name of the mapping: the file routes/mappings/NAME.jslt is applied to each message. */
    @UriPath
    @Metadata(required = true)
    private final String name;
    /** The name under which the mapping sees the message. */
    @UriParam(defaultValue = "document")
    private String as = "document";
    /**
     * A field with more bytes of UTF-8, be it a text or JSON, is cut. Log Analytics itself would cut it at 65,536 bytes and not say
     * so.
     */
    @UriParam(defaultValue = "64000")
    private int fieldBytes = 64_000;
    /** The column that names the fields which were cut. Without it no column does. */
    @UriParam
    private String cutColumn = "";

    RowsEndpoint(String uri, RowsComponent component, Mappings mappings, String name) {
        super(uri, component);
        this.mappings = mappings;
        this.name = name;
    }

    public String getAs() {
        return as;
    }

    public void setAs(String as) {
        this.as = as;
    }

    public int getFieldBytes() {
        return fieldBytes;
    }

    public void setFieldBytes(int fieldBytes) {
        this.fieldBytes = fieldBytes;
    }

    public String getCutColumn() {
        return cutColumn;
    }

    public void setCutColumn(String cutColumn) {
        this.cutColumn = cutColumn;
    }

    @Override
    public boolean isRemote() {
        return false;
    }

    @Override
    public Producer createProducer() {
        var maker = new RowMaker(mappings, name, as, new FieldLimit(fieldBytes, cutColumn));
        return new DefaultProducer(this) {
            @Override
            public void process(Exchange exchange) {
                exchange.getMessage().setBody(new Rows(Messages.of(exchange).stream().map(maker::row).toList()));
            }
        };
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("rows: only maps; routes cannot start from it");
    }
}
