package org.sentinelbridge.sandbox.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import com.samskivert.mustache.DefaultCollector;
import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Fills the templates of connectors and rule actions, with Kibana's own ways to write values. */
final class Templates {

    private static final Mustache.Escaper HTML = Escapers.simple(new String[][] {
        {"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"\"", "&quot;"}, {"'", "&#39;"}, {"/", "&#x2F;"}, {"`", "&#x60;"}, {"=", "&#x3D;"}
    });

    private static final Mustache.Compiler CASES = Mustache.compiler().defaultValue("").withEscaper(HTML);
    private static final Mustache.Compiler ACTIONS = Mustache.compiler()
            .defaultValue("")
            .withEscaper(Templates::withinJsonText)
            .withFormatter(Templates::written)
            .withCollector(new AsJson());

    private Templates() {}

    /**
     * A body or URL of the case connector: two braces escape for HTML, three give the value as it is.
     *
     * @throws CallFailed if it is no template
     */
    static String ofCases(String template, Map<String, ?> values) throws CallFailed {
        return filled(CASES, template, values);
    }

    /**
     * The body of a rule's webhook action: two braces escape for a JSON text, three give the value as it is. Objects are written as JSON,
     * the members of a list side by side with commas; {@code list.asJSON} is a list as JSON.
     *
     * @throws CallFailed if it is no template
     */
    static String ofActions(String template, JsonNode values) throws CallFailed {
        return filled(ACTIONS, template, Json.plain(values));
    }

    private static String filled(Mustache.Compiler compiler, String template, Object values) throws CallFailed {
        try {
            return compiler.compile(template).execute(values);
        } catch (MustacheException e) {
            throw new CallFailed("error rendering mustache template \"" + template + "\": " + e.getMessage());
        }
    }

    private static String withinJsonText(String raw) {
        var quoted = Json.node(raw).toString();
        return quoted.substring(1, quoted.length() - 1);
    }

    private static String written(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(Templates::written).collect(Collectors.joining(","));
        }
        return value instanceof Map ? Json.node(value).toString() : String.valueOf(value);
    }

    private static final class AsJson extends DefaultCollector {

        @Override
        public Mustache.VariableFetcher createFetcher(Object context, String name) {
            if (name.equals("asJSON") && context instanceof List) {
                return (list, asJson) -> Json.node(list).toString();
            }
            return super.createFetcher(context, name);
        }
    }
}
