package org.sentinelbridge.elasticsearch;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.support.PluginHelper;

/** The templates that come with the bridge, on the class path beside this class: {@code {component,index}-templates/NAME.json}. */
final class TemplateFiles {

    private static final ObjectMapper JSON = new ObjectMapper();

    private TemplateFiles() {}

    /** Component templates first, as index templates name them. */
    static List<Template> all(CamelContext context) throws Exception {
        var templates = new ArrayList<>(in(context, "component-templates", Template.COMPONENT));
        templates.addAll(in(context, "index-templates", Template.INDEX));
        return List.copyOf(templates);
    }

    private static List<Template> in(CamelContext context, String folder, String kind) throws Exception {
        return PluginHelper.getPackageScanResourceResolver(context)
                .findResources("classpath:org/sentinelbridge/elasticsearch/" + folder + "/*.json")
                .stream()
                .map(resource -> {
                    var name = resource.getLocation().replaceFirst(".*[/:]", "").replaceFirst("\\.json$", "");
                    try (var in = resource.getInputStream()) {
                        return new Template(kind, name, JSON.readValue(in, ObjectNode.class));
                    } catch (java.io.IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .sorted(java.util.Comparator.comparing(Template::name))
                .toList();
    }
}
