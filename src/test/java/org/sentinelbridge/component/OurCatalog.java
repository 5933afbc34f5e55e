package org.sentinelbridge.component;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import org.apache.camel.catalog.CamelCatalog;

/** The components whose metadata the bridge's jar has. */
public final class OurCatalog {

    private static final String SERVICES = "META-INF/services/org/apache/camel/";
    private static final ClassLoader JAR = OurCatalog.class.getClassLoader();

    private OurCatalog() {}

    /**
     * With their JSON: the catalog of Camel 4.17, left to find it by itself, does not look below META-INF, where Camel's own plugin puts
     * it.
     */
    public static void addTo(CamelCatalog catalog) throws IOException {
        for (var name : names()) {
            var component = properties(text(SERVICES + "component/" + name)).getProperty("class");
            var folder = component.substring(0, component.lastIndexOf('.')).replace('.', '/');
            catalog.addComponent(name, component, text("META-INF/" + folder + "/" + name + ".json"));
        }
    }

    /** Their schemes. */
    public static List<String> names() throws IOException {
        for (var url : Collections.list(JAR.getResources(SERVICES + "component.properties"))) {
            try (var file = url.openStream()) {
                var jar = properties(new String(file.readAllBytes(), StandardCharsets.UTF_8));
                if (jar.getProperty("groupId").equals("org.sentinelbridge")) {
                    return List.of(jar.getProperty("components").split(" "));
                }
            }
        }
        throw new IllegalStateException("No component.properties is the bridge's");
    }

    private static String text(String path) throws IOException {
        try (var file = JAR.getResourceAsStream(path)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Properties properties(String text) throws IOException {
        var properties = new Properties();
        properties.load(new StringReader(text));
        return properties;
    }
}
