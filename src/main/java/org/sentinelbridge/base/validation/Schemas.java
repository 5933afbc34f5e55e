package org.sentinelbridge.base.validation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersionDetector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.camel.CamelContext;
import org.apache.camel.component.jsonvalidator.JsonUriSchemaLoader;

/**
 * The JSON Schema files of one folder, which {@code json-validator:} endpoints take from here
 * ({@code uriSchemaLoader: "#schemas"}). All are replaced at once ({@link #become}) by others that were read before
 * ({@link #of}). By itself an endpoint reads its file only when a request comes, and then fails the request over a fault.
 */
public final class Schemas implements JsonUriSchemaLoader {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private volatile Map<String, JsonSchema> byFileName;

    /** @throws IllegalArgumentException if a file has a fault; the message names the file */
    public Schemas(Path folder) throws IOException {
        this(folder, readAll(texts(folder), (file, fault) -> {
            throw new IllegalArgumentException(folder.resolve(file) + ": " + fault.getMessage());
        }));
    }

    private Schemas(Path folder, Map<String, JsonSchema> byFileName) {
        this.folder = folder;
        this.byFileName = byFileName;
    }

    /** Whether there is the file that an endpoint names. */
    public boolean has(String uri) {
        return byFileName.containsKey(name(uri));
    }

    private static String name(String uri) {
        return uri.substring(uri.lastIndexOf('/') + 1);
    }

    /**
     * Schemas as these would be if their files were others.
     *
     * @param texts what the files hold, by their names
     * @param faulty is told of each file that has a fault, and which
     */
    public Schemas of(Map<String, String> texts, BiConsumer<String, RuntimeException> faulty) {
        return new Schemas(folder, readAll(texts, faulty));
    }

    /** From now on these are what the others are; endpoints that have read one must forget it. */
    public void become(Schemas others) {
        byFileName = others.byFileName;
    }

    @Override
    public JsonSchema createSchema(CamelContext context, String uri) {
        var name = name(uri);
        return Optional.ofNullable(byFileName.get(name))
                .orElseThrow(() -> new IllegalArgumentException("There is no schema " + folder.resolve(name)));
    }

    private static Map<String, String> texts(Path folder) throws IOException {
        var texts = new TreeMap<String, String>();
        try (var files = Files.newDirectoryStream(folder, "*.json")) {
            for (var file : files) {
                texts.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return texts;
    }

    private static Map<String, JsonSchema> readAll(Map<String, String> texts, BiConsumer<String, RuntimeException> faulty) {
        var read = new TreeMap<String, JsonSchema>();
        texts.forEach((name, text) -> {
            try {
                read.put(name, read(text));
            } catch (IOException | RuntimeException e) {
                var what = String.valueOf(e.getMessage()).lines().findFirst().orElse("is no JSON Schema");
                faulty.accept(name, new IllegalArgumentException(what + place(e)));
            }
        });
        return Map.copyOf(read);
    }

    /** Also tries the schema on a document, as some faults show only then. */
    private static JsonSchema read(String text) throws IOException {
        var node = JSON.readTree(text);
        var schema = JsonSchemaFactory.getInstance(SpecVersionDetector.detect(node)).getSchema(node);
        schema.initializeValidators();
        schema.validate(JSON.createObjectNode());
        return schema;
    }

    private static String place(Exception e) {
        return e instanceof JsonProcessingException json && json.getLocation() != null
                ? " (line " + json.getLocation().getLineNr() + ", column " + json.getLocation().getColumnNr() + ")" : "";
    }
}
