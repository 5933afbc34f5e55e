package org.sentinelbridge.validation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.ValidationMessage;
import java.util.Comparator;
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
            var where = syntax.getLocation();
            throw new BadRequestException("The request body is not valid JSON"
                    + (where == null ? "" : " (line " + where.getLineNr() + ", column " + where.getColumnNr() + ")")
                    + "; send one JSON object");
        }
        throw new BadRequestException("The request body cannot be read as JSON; send one JSON object");
    }

    @Override
    public void handleErrors(Exchange exchange, JsonSchema schema, Set<ValidationMessage> errors)
            throws BadRequestException {
        throw new BadRequestException(errors.stream()
                .sorted(Comparator.comparing(error -> error.getInstanceLocation().toString()))
                .limit(MOST)
                .map(FieldErrors::sentence)
                .distinct()
                .collect(Collectors.joining("; ")));
    }

    private static String sentence(ValidationMessage error) {
        var path = error.getInstanceLocation().toString();
        var field = path.startsWith("$.") ? path.substring(2) : path.equals("$") ? "" : path;
        var text = error.getMessage();
        var problem = text.startsWith(path + ": ") ? text.substring(path.length() + 2) : text;
        return field.isEmpty() ? "The request body: " + problem : field + ": " + problem;
    }
}
