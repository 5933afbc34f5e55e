package org.sentinelbridge.bicep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sentinelbridge.bicep.BicepFile.Output;
import org.sentinelbridge.bicep.BicepFile.Parameter;
import org.sentinelbridge.bicep.BicepFile.Resource;
import org.sentinelbridge.bicep.BicepFile.Variable;

/** Reads a file of Bicep: parameters, variables, resources, outputs. */
final class BicepParser {

    /** From the loosest to the tightest. */
    private static final List<Map<String, String>> OPERATORS =
            List.of(Map.of("||", "or"), Map.of("&&", "and"), Map.of("==", "equals", "!=", "not equals"));

    private final String text;
    private int at;

    private BicepParser(String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException where something stands that is not understood, with its line */
    static BicepFile parse(String text) {
        return new BicepParser(text).file();
    }

    private BicepFile file() {
        skip();
        expect("targetScope");
        expect("=");
        var file = BicepFile.empty(constant());
        for (skip(); at < text.length(); skip()) {
            var decorators = decorators();
            var keyword = word();
            switch (keyword) {
                case "param" -> file.parameters().add(new Parameter(word(), word(), take("=") ? List.of(expression()) : List.of(), decorators));
                case "var" -> file.variables().add(new Variable(word(), assigned()));
                case "resource" -> file.resources().add(resource());
                case "output" -> file.outputs().add(new Output(word(), word(), assigned(), decorators));
                default -> throw wrong("there is no declaration " + keyword);
            }
        }
        return file;
    }

    private Map<String, Node> decorators() {
        var decorators = new LinkedHashMap<String, Node>();
        while (take("@")) {
            var call = (Node.Call) primary();
            decorators.put(call.function(), call.arguments().get(0));
            skip();
        }
        return decorators;
    }

    private Resource resource() {
        var symbol = word();
        var type = constant().split("@");
        var existing = take("existing");
        expect("=");
        var conditions = new ArrayList<Node>();
        if (take("if")) {
            expect("(");
            conditions.add(expression());
            expect(")");
        }
        return new Resource(symbol, type[0], type[1], existing, conditions, (Node.Members) primary());
    }

    private Node assigned() {
        expect("=");
        return expression();
    }

    private Node expression() {
        var condition = binary(0);
        if (!take("?")) {
            return condition;
        }
        var then = expression();
        expect(":");
        return new Node.Choice(condition, then, expression());
    }

    private Node binary(int level) {
        if (level == OPERATORS.size()) {
            return unary();
        }
        var left = binary(level + 1);
        for (var operator : OPERATORS.get(level).entrySet()) {
            while (take(operator.getKey())) {
                skip();
                var both = List.of(left, binary(level + 1));
                left = operator.getValue().startsWith("not ")
                        ? new Node.Call("not", List.of(new Node.Call(operator.getValue().substring(4), both)))
                        : new Node.Call(operator.getValue(), both);
            }
        }
        return left;
    }

    private Node unary() {
        return take("!") ? new Node.Call("not", List.of(unary())) : postfix(primary());
    }

    private Node postfix(Node node) {
        var found = node;
        while (at < text.length()) {
            if (text.charAt(at) == '.') {
                at++;
                found = new Node.Member(found, word());
            } else if (text.charAt(at) == '[') {
                at++;
                found = new Node.Index(found, expression());
                expect("]");
            } else {
                break;
            }
        }
        return found;
    }

    private Node primary() {
        skip();
        var c = text.charAt(at);
        if (c == '\'') {
            return string();
        }
        if (take("{")) {
            return members();
        }
        if (take("[")) {
            return take("for ") ? loop() : items("]");
        }
        if (Character.isDigit(c)) {
            return new Node.Literal(match("[0-9]+"));
        }
        var word = word();
        if (List.of("true", "false", "null").contains(word)) {
            return new Node.Literal(word);
        }
        if (at < text.length() && text.charAt(at) == '(') {
            at++;
            return new Node.Call(word, ((Node.Items) items(")")).nodes());
        }
        return new Node.Name(word);
    }

    private Node items(String end) {
        var nodes = new ArrayList<Node>();
        for (skipWithCommas(); !take(end); skipWithCommas()) {
            nodes.add(expression());
        }
        return new Node.Items(nodes);
    }

    private Node members() {
        var nodes = new LinkedHashMap<String, Node>();
        for (skipWithCommas(); !take("}"); skipWithCommas()) {
            var key = text.charAt(at) == '\'' ? constant() : word();
            expect(":");
            if (nodes.put(key, expression()) != null) {
                throw wrong(key + " stands twice");
            }
        }
        return new Node.Members(nodes);
    }

    private Node loop() {
        var variable = word();
        expect("in");
        var over = expression();
        expect(":");
        var each = expression();
        skip();
        expect("]");
        return new Node.Loop(variable, over, each);
    }

    private Node string() {
        var pieces = new ArrayList<String>();
        var between = new ArrayList<Node>();
        var piece = new StringBuilder();
        for (at++; text.charAt(at) != '\''; at++) {
            if (text.startsWith("${", at)) {
                at += 2;
                pieces.add(piece.toString());
                piece.setLength(0);
                between.add(expression());
                if (text.charAt(at) != '}') {
                    throw wrong("} is missing");
                }
            } else if (text.charAt(at) == '\\') {
                at++;
                var escaped = text.charAt(at);
                piece.append(escaped == 'n' ? '\n' : escaped);
            } else if (text.charAt(at) == '\n') {
                throw wrong("a text ends without a quote");
            } else {
                piece.append(text.charAt(at));
            }
        }
        at++;
        pieces.add(piece.toString());
        return new Node.Text(pieces, between);
    }

    private String constant() {
        skip();
        var string = (Node.Text) string();
        if (!string.between().isEmpty()) {
            throw wrong("a text without expressions must stand here");
        }
        return string.pieces().get(0);
    }

    private String word() {
        blanks();
        return match("[A-Za-z_][A-Za-z0-9_]*");
    }

    private String match(String regex) {
        var matcher = java.util.regex.Pattern.compile(regex).matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            throw wrong("not understood");
        }
        at = matcher.end();
        return matcher.group();
    }

    private boolean take(String token) {
        var before = at;
        blanks();
        if (text.startsWith(token, at) && !(token.equals("!") && text.startsWith("!=", at))) {
            at += token.length();
            return true;
        }
        at = before;
        return false;
    }

    private void expect(String token) {
        if (!take(token)) {
            throw wrong("\"" + token + "\" is missing");
        }
    }

    private void blanks() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }

    private void skip() {
        match("(\\s|//[^\\n]*)*");
    }

    private void skipWithCommas() {
        match("(\\s|,|//[^\\n]*)*");
    }

    private IllegalArgumentException wrong(String what) {
        var line = text.substring(0, Math.min(at, text.length())).lines().count();
        return new IllegalArgumentException("Line " + line + ": " + what + " at: "
                + text.substring(at, Math.min(text.length(), at + 40)));
    }
}
