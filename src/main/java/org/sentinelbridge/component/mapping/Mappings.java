package org.sentinelbridge.component.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.Function;
import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.Parser;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/**
 * The JSLT files of one folder, compiled. All are replaced at once ({@link #become}) by others that were compiled before
 * ({@link #of}). A file may import its neighbours: {@code import "incident-values.jslt" as values}.
 */
public final class Mappings {

    private static final String SUFFIX = ".jslt";
    private static final Pattern COMMENTS = Pattern.compile("^\\s*//.*$", Pattern.MULTILINE);
    private static final Collection<Function> FUNCTIONS = JsltFunctions.all();

    private final Path folder;
    private final JsonNode settings;
    private volatile Map<String, Mapping> byName;

    /**
     * @param folder where the files lie
     * @param settings what every mapping finds as {@code .settings}
     * @throws JsltException if a file has a fault; the message names file, line and column
     */
    public Mappings(Path folder, ObjectNode settings) throws IOException {
        this(folder, settings, compile(folder, read(folder), (file, fault) -> {
            throw fault;
        }));
    }

    private Mappings(Path folder, JsonNode settings, Map<String, Mapping> byName) {
        this.folder = folder;
        this.settings = settings;
        this.byName = byName;
    }

    /**
     * Mappings as these would be if their files were others.
     *
     * @param texts what the files hold, by their names
     * @param faulty is told of each file that has a fault, and which
     */
    public Mappings of(Map<String, String> texts, BiConsumer<String, RuntimeException> faulty) {
        return new Mappings(folder, settings, compile(folder, texts, faulty));
    }

    /** From now on these are what the others are. */
    public void become(Mappings others) {
        byName = others.byName;
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
        return mapping.expression.apply(document);
    }

    /** Whether there is a mapping of this name. */
    public boolean has(String name) {
        return byName.containsKey(name);
    }

    /** Whether this text stands in a mapping's file, other than in a line that is a comment. */
    public boolean mentions(String name, String text) {
        var mapping = byName.get(name);
        return mapping != null && mapping.text.contains(text);
    }

    private static Map<String, String> read(Path folder) throws IOException {
        var texts = new TreeMap<String, String>();
        try (var files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (var file : files) {
                texts.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return texts;
    }

    private static Map<String, Mapping> compile(Path folder, Map<String, String> texts, BiConsumer<String, RuntimeException> faulty) {
        var compiled = new TreeMap<String, Mapping>();
        texts.forEach((file, text) -> {
            try {
                var mapping = new Parser(new StringReader(text))
                        .withFunctions(FUNCTIONS)
                        .withResourceResolver(name -> open(texts, name))
                        .withSource(folder.resolve(file).toString())
                        .compile();
                var statements = COMMENTS.matcher(text).replaceAll("");
                compiled.put(file.substring(0, file.length() - SUFFIX.length()), new Mapping(mapping, statements));
            } catch (RuntimeException e) {
                faulty.accept(file, e);
            }
        });
        return Map.copyOf(compiled);
    }

    private static Reader open(Map<String, String> texts, String file) {
        var text = texts.get(file);
        if (text == null) {
            throw new JsltException("there is no mapping " + file + " to import");
        }
        return new StringReader(text);
    }

    /** @param text of the file, without lines that are comments */
    private record Mapping(Expression expression, String text) {}
}
