package org.sentinelbridge.component.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.Function;

/** A function of any values, for JSLT. */
record TreeFunction(String name, int arguments, java.util.function.Function<JsonNode[], JsonNode> body) implements Function {

    @Override
    public String getName() {
        return name;
    }

    @Override
    public int getMinArguments() {
        return arguments;
    }

    @Override
    public int getMaxArguments() {
        return arguments;
    }

    @Override
    public JsonNode call(JsonNode input, JsonNode[] values) {
        return body.apply(values);
    }
}
