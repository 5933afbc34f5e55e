package org.sentinelbridge.sandbox.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** A column, a text in single quotes, or one of a few functions of the Kusto Query Language. */
sealed interface Expression {

    Set<String> FUNCTIONS = Set.of("iff", "isempty", "tostring", "hash_sha256", "strcat_array");

    JsonNode value(JsonNode row);

    record Text(String text) implements Expression {

        @Override
        public JsonNode value(JsonNode row) {
            return TextNode.valueOf(text);
        }
    }

    record Column(String name) implements Expression {

        @Override
        public JsonNode value(JsonNode row) {
            return row.path(name);
        }
    }

    record Call(String function, List<Expression> arguments) implements Expression {

        @Override
        public JsonNode value(JsonNode row) {
            var first = arguments.get(0).value(row);
            return switch (function) {
                case "iff" -> arguments.get(first.asBoolean() ? 1 : 2).value(row);
                case "isempty" -> BooleanNode.valueOf(text(first).isEmpty());
                case "tostring" -> TextNode.valueOf(text(first));
                case "hash_sha256" -> TextNode.valueOf(sha256(text(first)));
                default -> TextNode.valueOf(String.join(arguments.get(1).value(row).asText(), Query.words(first)));
            };
        }

        private static String text(JsonNode value) {
            return value.isContainerNode() ? value.toString() : value.isNull() ? "" : value.asText();
        }

        private static String sha256(String text) {
            try {
                var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
                return HexFormat.of().formatHex(digest);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** @throws IllegalArgumentException if it is anything else */
    static Expression parse(String text) {
        var reader = new Reader(text);
        var expression = reader.expression();
        if (reader.at != text.length()) {
            throw reader.wrong();
        }
        return expression;
    }

    /** Reads from left to right. */
    final class Reader {

        private final String text;
        private int at;

        private Reader(String text) {
            this.text = text;
        }

        private Expression expression() {
            if (take("'")) {
                var end = text.indexOf('\'', at);
                if (end < 0) {
                    throw wrong();
                }
                var word = text.substring(at, end);
                at = end + 1;
                return new Text(word);
            }
            var from = at;
            while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
                at++;
            }
            var name = text.substring(from, at);
            if (name.isEmpty()) {
                throw wrong();
            }
            if (!take("(")) {
                return new Column(name);
            }
            var arguments = new ArrayList<Expression>();
            do {
                arguments.add(expression());
            } while (take(", "));
            if (!take(")") || !FUNCTIONS.contains(name)) {
                throw wrong();
            }
            return new Call(name, arguments);
        }

        private boolean take(String token) {
            if (text.startsWith(token, at)) {
                at += token.length();
                return true;
            }
            return false;
        }

        private IllegalArgumentException wrong() {
            return new IllegalArgumentException("The stand-in does not understand this at " + at + ": " + text);
        }
    }
}
