package org.sentinelbridge.base.validation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.component.jsonvalidator.JsonValidatorErrorHandler;

/**
 * The error handler of {@code json-validator:} endpoints: one {@link BadRequestException} that names each wrong field,
 * never its value, which may be long or hostile. At most {@value #MOST} fields are named.
 */
public final class FieldErrors implements JsonValidatorErrorHandler {

    private static final int MOST = 5;

    @Override
    public void handleErrors(Exchange exchange, JsonSchema schema, Exception cause) throws BadRequestException {
        if (cause instanceof JsonProcessingException syntax) {
            var where = Optional.ofNullable(syntax.getLocation());
            throw new BadRequestException("The request body cannot be read as JSON"
                    + where.map(at -> " at line " + at.getLineNr() + ", column " + at.getColumnNr()).orElse("")
                    + ": " + JsonFault.of(syntax) + ". Send one JSON object");
        }
        throw new BadRequestException("The request body cannot be read as JSON. Send one JSON object");
    }

    @Override
    public void handleErrors(Exchange exchange, JsonSchema schema, Set<ValidationMessage> errors)
            throws BadRequestException {
        throw new BadRequestException(errors.stream()
                .map(error -> sentence(error, schema.getSchemaNode()))
                .distinct()
                .sorted()
                .limit(MOST)
                .collect(Collectors.joining("; ")));
    }

    private static String sentence(ValidationMessage error, JsonNode schema) {
        var path = error.getInstanceLocation().toString();
        var field = path.replaceFirst("^\\$\\.?", "");
        return switch (error.getType()) {
            case "required" -> (field.isEmpty() ? "" : field + ".") + error.getProperty() + " is missing"
                    + described(schema, error.getProperty()).map(what -> ": it must be " + what).orElse("");
            case "enum" -> field + " must be one of " + words(error.getSchemaNode());
            case "type" -> field.isEmpty()
                    ? "The request body must be one JSON object"
                    : field + " must be " + problem(error).replaceFirst("^(.+) found, (.+) expected$", "$2, not $1");
            case "pattern" -> field + " must be " + described(schema, field).orElse("of another form; see routes/schemas");
            default -> (field.isEmpty() ? "The request body" : field) + " " + problem(error);
        };
    }

    /** What the schema says of a field. */
    private static Optional<String> described(JsonNode schema, String field) {
        return Optional.of(schema.path("properties").path(field).path("description").asText()).filter(what -> !what.isEmpty());
    }

    private static String words(JsonNode list) {
        var words = new ArrayList<String>();
        list.forEach(word -> words.add(word.asText().isEmpty() ? "empty" : word.asText()));
        return String.join(", ", words);
    }

    /** The validator's message without the place that it begins with. */
    private static String problem(ValidationMessage error) {
        return error.getMessage().substring(error.getMessage().indexOf(": ") + 2);
    }
}
