package org.sentinelbridge.base.validation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What is wrong with a text that cannot be read as JSON, for somebody who has never heard of the parser: in one line, without where it is,
 * and without more than a character of what the text says.
 */
public final class JsonFault {

    /** What is not read to its end. */
    public static final String BREAKS_OFF = "the JSON breaks off here, before it is complete";
    /** A backslash and something that JSON does not know. */
    public static final String UNKNOWN_ESCAPE = "a backslash in a text is followed by something that JSON does not know";
    /** A backslash where JSON has none. */
    public static final String ESCAPED_JSON = "a template has put a backslash before a quotation mark here, as it does with two braces."
            + " Use three braces";

    private static final String NO_VALUE = "this is neither an object nor an array, a text in double quotation marks, a number, true, false or null";
    /** Such as "Document nesting depth (101) exceeds the maximum allowed (100, from `StreamReadConstraints.getMaxNestingDepth()`)". */
    private static final Pattern LIMIT = Pattern.compile("(.+?) \\(\\d+\\) exceeds the maximum allowed \\((\\d+),? .*");
    private static final Map<String, String> LIMITS = Map.of(
            "Document nesting depth", "objects and arrays are nested more than %s deep, and deeper ones are not read. Send them flatter",
            "Number value length", "a number has more than %s characters, and longer ones are not read. Send it as a text",
            "String value length", "a text has more than %s characters, and longer ones are not read. Send it shorter",
            "Token count", "it has more than %s values and brackets. Send less at a time",
            "Name length", "the name of a member has more than %s characters, and longer ones are not read. Send a shorter one");

    private JsonFault() {}

    /** What the parser complains of, after the byte where it is, if the parser knows it: "at byte 7: …". */
    public static String located(JsonProcessingException cause) {
        var at = cause.getLocation() == null ? -1 : cause.getLocation().getByteOffset();
        return (at < 0 ? "" : "at byte " + at + ": ") + of(cause);
    }

    /** What the parser complains of. */
    public static String of(JsonProcessingException cause) {
        var message = cause.getOriginalMessage().lines().findFirst().orElse("");
        if (cause instanceof StreamConstraintsException) {
            var limit = LIMIT.matcher(message);
            return limit.matches() && LIMITS.containsKey(limit.group(1))
                    ? LIMITS.get(limit.group(1)).formatted(limit.group(2))
                    : "it is larger than what is read";
        }
        if (cause instanceof JsonEOFException) {
            return BREAKS_OFF;
        }
        if (message.startsWith("Unrecognized token") || message.startsWith("Non-standard token")) {
            return NO_VALUE;
        }
        if (message.startsWith("Trailing token")) {
            return "here is more, after the JSON has ended";
        }
        if (message.startsWith("Unrecognized character escape")) {
            return UNKNOWN_ESCAPE;
        }
        if (message.startsWith("Unexpected character ('\\'")) {
            return ESCAPED_JSON;
        }
        return message.replaceAll("(: enable `|: maybe a ).*", "") // advice for who programs with the parser
                .replaceAll(" \\([^()]* at \\[Source.*]\\)", "")
                .replace("Object entries", "the members of an object")
                .replace("Array entries", "the elements of an array")
                .replace("field name", "the name of a member")
                .replaceAll("a valid value \\(JSON String.*", "a value")
                .replaceAll(
                        "Illegal unquoted character \\(\\(CTRL-CHAR, code (\\d+)\\)\\).*",
                        "a control character ($1) in a text must be written with a backslash");
    }
}
