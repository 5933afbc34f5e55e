package org.sentinelbridge.component.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/** One use of a mapping in a route. */
final class MappingEndpoint extends DefaultEndpoint {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Mappings mappings;
    private final String name;
    private final List<String> variables;

    MappingEndpoint(String uri, MappingComponent component, Mappings mappings, String name, List<String> variables) {
        super(uri, component);
        this.mappings = mappings;
        this.name = name;
        this.variables = variables;
    }

    @Override
    public boolean isRemote() {
        return false;
    }

    @Override
    public Producer createProducer() {
        return new DefaultProducer(this) {
            @Override
            public void process(Exchange exchange) throws Exception {
                var result = mappings.apply(name, document(exchange));
                exchange.getMessage().setBody(result.isTextual() ? result.textValue() : result);
            }
        };
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("mapping: only maps; routes cannot start from it");
    }

    private ObjectNode document(Exchange exchange) throws Exception {
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
