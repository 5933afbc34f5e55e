package org.sentinelbridge.component.outbox;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Converter;

/**
 * What messages are to every component but {@code outbox:}, so that {@code file:}, {@code http:}, {@code jms:}, {@code kafka:} and others
 * can stand in its place, or get a copy.
 *
 * <p>One message is its bytes, as they were received. Several together ({@link OutboxMessages}) are a JSON array of them, each as it was
 * received, also if there is one or none; {@code rows:} reads it as the messages it was made of. For a message each, the route has
 * <code>split: ${body}</code> before the component. Text is UTF-8. Ids do not go along: who looks for repeats finds them in the messages.
 */
@Converter(generateLoader = true)
public final class OutboxConverters {

    private OutboxConverters() {}

    /** The message by itself; not to be changed by anybody. */
    @Converter
    public static byte[] toBytes(OutboxMessage message) {
        return message.body();
    }

    @Converter
    public static String toText(OutboxMessage message) {
        return new String(message.bytes(), message.from(), message.length(), StandardCharsets.UTF_8);
    }

    @Converter
    public static InputStream toStream(OutboxMessage message) {
        return new ByteArrayInputStream(message.bytes(), message.from(), message.length());
    }

    /** A JSON array. */
    @Converter
    public static byte[] toBytes(OutboxMessages messages) {
        var size = messages.stream().mapToInt(message -> message.length() + 1).sum();
        var array = new byte[Math.max(size, 1) + 1];
        array[0] = '[';
        var at = 1;
        for (var message : messages) {
            System.arraycopy(message.bytes(), message.from(), array, at, message.length());
            at += message.length();
            array[at++] = ',';
        }
        array[array.length - 1] = ']';
        return array;
    }

    /** A JSON array. */
    @Converter
    public static String toText(OutboxMessages messages) {
        return new String(toBytes(messages), StandardCharsets.UTF_8);
    }

    /** A JSON array. */
    @Converter
    public static InputStream toStream(OutboxMessages messages) {
        return new ByteArrayInputStream(toBytes(messages));
    }
}
