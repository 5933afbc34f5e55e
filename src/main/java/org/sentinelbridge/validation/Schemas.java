package org.sentinelbridge.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersionDetector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The JSON Schema files of a folder. {@code json-validator:} reads each only when the first request comes. */
public final class Schemas {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Schemas() {}

    /**
     * Reads all schemas of a folder.
     *
     * @throws IllegalArgumentException if one of them has a fault; the message names the file
     */
    public static void check(Path folder) throws IOException {
        try (var files = Files.newDirectoryStream(folder, "*.json")) {
            for (var file : files) {
                check(file, JSON.createObjectNode());
            }
        }
    }

    private static void check(Path file, JsonNode document) {
        try {
            var schema = JSON.readTree(file.toFile());
            JsonSchemaFactory.getInstance(SpecVersionDetector.detect(schema)).getSchema(schema).validate(document);
        } catch (IOException | RuntimeException e) {
            var firstLine = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new IllegalArgumentException(file + ": " + firstLine, e);
        }
    }
}
