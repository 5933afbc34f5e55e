package org.sentinelbridge.component.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.Function;
import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.Parser;
import com.schibsted.spt.data.jslt.impl.FileSystemResourceResolver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * The JSLT files of one folder, compiled. Reading the folder again replaces all of them at once, or, if one of them has
 * a fault, none. A file may import its neighbours: {@code import "incident-values.jslt" as values}.
 */
public final class Mappings {

    private static final String SUFFIX = ".jslt";
    private static final Collection<Function> FUNCTIONS = JsltFunctions.all();

    private final Path folder;
    private final JsonNode settings;
    private volatile Map<String, Expression> byName;

    /**
     * @param folder where the files lie
     * @param settings what every mapping finds as {@code .settings}
     * @throws JsltException if a file has a fault; the message names file, line and column
     */
    public Mappings(Path folder, ObjectNode settings) throws IOException {
        this.folder = folder;
        this.settings = settings;
        this.byName = compileAll();
    }

    /**
     * Applies a mapping.
     *
     * @param name the file's name without {@code .jslt}
     * @param document what it shall see; gets the field {@code settings} in addition
     * @return what the mapping makes of it
     */
    public JsonNode apply(String name, ObjectNode document) {
        var mapping = byName.get(name);
        if (mapping == null) {
            throw new IllegalArgumentException("There is no mapping " + folder.resolve(name + SUFFIX));
        }
        document.set("settings", settings);
        return mapping.apply(document);
    }

    /** Whether there is a mapping of this name. */
    public boolean has(String name) {
        return byName.containsKey(name);
    }

    /**
     * Reads all files anew.
     *
     * @throws JsltException if a file has a fault; then the mappings stay as they were
     */
    public void reload() throws IOException {
        byName = compileAll();
    }

    private Map<String, Expression> compileAll() throws IOException {
        var compiled = new TreeMap<String, Expression>();
        try (var files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (var file : files) {
                var fileName = file.getFileName().toString();
                compiled.put(fileName.substring(0, fileName.length() - SUFFIX.length()), compile(file));
            }
        }
        return Map.copyOf(compiled);
    }

    private Expression compile(Path file) throws IOException {
        try (var reader = Files.newBufferedReader(file)) {
            return new Parser(reader)
                    .withFunctions(FUNCTIONS)
                    .withResourceResolver(new FileSystemResourceResolver(folder.toFile()))
                    .withSource(file.toString())
                    .compile();
        }
    }
}
