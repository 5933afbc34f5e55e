package org.sentinelbridge.base.validation;

import com.fasterxml.jackson.databind.JsonNode;
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
import org.apache.camel.CamelContext;
import org.apache.camel.component.jsonvalidator.JsonUriSchemaLoader;

/**
 * The JSON Schema files of one folder, which {@code json-validator:} endpoints take from here
 * ({@code uriSchemaLoader: "#schemas"}). Reading the folder again replaces all of them at once, or, if one of them has a
 * fault, none. By itself an endpoint reads its file only when a request comes, and then fails the request over a fault.
 */
public final class Schemas implements JsonUriSchemaLoader {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private volatile Map<String, JsonSchema> byFileName;

    /** @throws IllegalArgumentException if a file has a fault; the message names the file */
    public Schemas(Path folder) throws IOException {
        this.folder = folder;
        this.byFileName = readAll();
    }

    @Override
    public JsonSchema createSchema(CamelContext context, String uri) {
        var name = uri.substring(uri.lastIndexOf('/') + 1);
        return Optional.ofNullable(byFileName.get(name))
                .orElseThrow(() -> new IllegalArgumentException("There is no schema " + folder.resolve(name)));
    }

    /**
     * Reads all files anew.
     *
     * @throws IllegalArgumentException if a file has a fault; then the schemas stay as they were
     */
    public void reload() throws IOException {
        byFileName = readAll();
    }

    private Map<String, JsonSchema> readAll() throws IOException {
        var read = new TreeMap<String, JsonSchema>();
        try (var files = Files.newDirectoryStream(folder, "*.json")) {
            for (var file : files) {
                read.put(file.getFileName().toString(), read(file, JSON.createObjectNode()));
            }
        }
        return Map.copyOf(read);
    }

    /** Also tries the schema on a document, as some faults show only then. */
    private static JsonSchema read(Path file, JsonNode document) {
        try {
            var node = JSON.readTree(file.toFile());
            var schema = JsonSchemaFactory.getInstance(SpecVersionDetector.detect(node)).getSchema(node);
            schema.initializeValidators();
            schema.validate(document);
            return schema;
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException(
                    file + ": " + String.valueOf(e.getMessage()).lines().findFirst().orElse("is no JSON Schema"));
        }
    }
}
