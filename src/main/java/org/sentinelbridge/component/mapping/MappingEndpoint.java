package org.sentinelbridge.component.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
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

/**
 * Make a new message body with a JSLT mapping of the routes folder.
 *
 * <p>{@link MappingComponent} explains its use.
 */
@UriEndpoint(
        scheme = "mapping",
        title = "Mapping",
        syntax = "mapping:name",
        firstVersion = "0.1.0",
        category = Category.TRANSFORMATION,
        producerOnly = true,
        remote = false)
final class MappingEndpoint extends DefaultEndpoint {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Mappings mappings;
    /** Name of the mapping: the file routes/mappings/NAME.jslt is applied. */
    @UriPath
    @Metadata(required = true)
    private final String name;
    /**
     * Names of exchange variables, separated by commas. The mapping sees them as one JSON object; those that are not set are left out.
     * Without this option the mapping sees the message body.
     */
    @UriParam
    private String with = "";

    MappingEndpoint(String uri, MappingComponent component, Mappings mappings, String name) {
        super(uri, component);
        this.mappings = mappings;
        this.name = name;
    }

    public String getWith() {
        return with;
    }

    public void setWith(String with) {
        this.with = with;
    }

    @Override
    public boolean isRemote() {
        return false;
    }

    @Override
    public Producer createProducer() {
        var variables = Arrays.stream(with.split(",")).map(String::trim).filter(v -> !v.isEmpty()).toList();
        return new DefaultProducer(this) {
            @Override
            public void process(Exchange exchange) throws Exception {
                var result = mappings.apply(name, document(exchange, variables));
                exchange.getMessage().setBody(result.isTextual() ? result.textValue() : result);
            }
        };
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("mapping: only maps; routes cannot start from it");
    }

    private ObjectNode document(Exchange exchange, List<String> variables) throws Exception {
        if (variables.isEmpty()) {
            var body = tree(exchange.getMessage().getBody());
            if (body instanceof ObjectNode object) {
                return object.deepCopy();
            }
            throw new IllegalArgumentException("mapping:" + name + " wants a JSON object as the message body");
        }
        var document = JsonNodeFactory.instance.objectNode();
        for (var variable : variables) {
            var value = exchange.getVariable(variable);
            if (value != null) {
                document.set(variable, tree(value));
            }
        }
        return document;
    }

    /** Bytes are JSON; everything else, texts included, is a value of its own. */
    private static JsonNode tree(Object value) throws Exception {
        if (value instanceof JsonNode node) {
            return node;
        }
        if (value instanceof String text) {
            return JsonNodeFactory.instance.textNode(text);
        }
        if (value instanceof Integer number) {
            return JsonNodeFactory.instance.numberNode(number);
        }
        return value instanceof byte[] bytes ? JSON.readTree(bytes) : JSON.valueToTree(value);
    }
}
