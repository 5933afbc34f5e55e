package org.sentinelbridge.elastic.elasticsearch;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The templates that come with the bridge, on the class path beside this class: {@code {component,index}-templates/NAME.json}. */
final class TemplateFiles {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SUFFIX = ".json";

    private TemplateFiles() {}

    /** Component templates first, as index templates name them. */
    static List<Template> all() {
        var templates = new ArrayList<>(in("component-templates", Template.COMPONENT));
        templates.addAll(in("index-templates", Template.INDEX));
        return List.copyOf(templates);
    }

    private static List<Template> in(String folder, String kind) {
        var url = Objects.requireNonNull(TemplateFiles.class.getResource(folder), folder);
        try {
            if (url.openConnection() instanceof JarURLConnection jar) {
                try (var files = FileSystems.newFileSystem(Path.of(jar.getJarFileURL().toURI()))) {
                    return read(files.getPath(jar.getEntryName()), kind);
                }
            }
            return read(Path.of(url.toURI()), kind);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Template> read(Path folder, String kind) throws IOException {
        try (var files = Files.list(folder)) {
            var templates = new ArrayList<Template>();
            for (var file : files.filter(path -> path.toString().endsWith(SUFFIX)).sorted().toList()) {
                var name = file.getFileName().toString();
                templates.add(new Template(
                        kind, name.substring(0, name.length() - SUFFIX.length()), JSON.readValue(Files.readAllBytes(file), ObjectNode.class)));
            }
            return templates;
        }
    }
}
