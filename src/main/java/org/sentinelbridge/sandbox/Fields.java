package org.sentinelbridge.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads the fields of an object sent to the sandbox's own endpoints; refuses what it does not understand with 400. */
final class Fields {

    private final ObjectNode object;

    private Fields(ObjectNode object) {
        this.object = object;
    }

    static Fields of(JsonNode node, String what, Set<String> known) {
        if (!(node instanceof ObjectNode object)) {
            throw refuse(what + " must be a JSON object.");
        }
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                throw refuse("Unknown field \"" + name + "\" of " + what + ". Known are: "
                        + String.join(", ", new TreeSet<>(known)) + ".");
            }
        }
        return new Fields(object);
    }

    boolean has(String name) {
        return object.has(name);
    }

    Optional<JsonNode> node(String name) {
        return Optional.ofNullable(object.get(name));
    }

    Optional<String> text(String name) {
        return node(name).map(node -> {
            if (!node.isTextual()) {
                throw refuse("\"" + name + "\" must be a text.");
            }
            return node.textValue();
        });
    }

    Optional<Boolean> flag(String name) {
        return node(name).map(node -> {
            if (!node.isBoolean()) {
                throw refuse("\"" + name + "\" must be true or false.");
            }
            return node.booleanValue();
        });
    }

    Optional<Integer> number(String name, int least, int most) {
        return node(name).map(node -> {
            if (!node.isInt() || node.intValue() < least || node.intValue() > most) {
                throw refuse("\"" + name + "\" must be a whole number from " + least + " to " + most + ".");
            }
            return node.intValue();
        });
    }

    static Rejected refuse(String message) {
        return refuse(400, message);
    }

    static Rejected refuse(int status, String message) {
        ObjectNode body = Json.object();
        body.put("message", message);
        return new Rejected(Answer.json(status, body));
    }
}
