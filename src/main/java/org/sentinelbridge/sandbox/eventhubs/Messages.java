package org.sentinelbridge.sandbox.eventhubs;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.amqp.messaging.Data;
import org.apache.qpid.proton.amqp.messaging.MessageAnnotations;
import org.apache.qpid.proton.codec.AMQPDefinedTypes;
import org.apache.qpid.proton.codec.DecoderImpl;
import org.apache.qpid.proton.codec.EncoderImpl;
import org.apache.qpid.proton.message.Message;

/** What the stand-in reads from and writes into AMQP messages. */
final class Messages {

    /** The message format of several events that were sent as one message, in one Data section each. */
    private static final int BATCH_FORMAT = 0x80013700;

    private static final Symbol PARTITION_KEY = Symbol.valueOf("x-opt-partition-key");
    private static final Symbol SEQUENCE_NUMBER = Symbol.valueOf("x-opt-sequence-number");
    private static final Symbol OFFSET = Symbol.valueOf("x-opt-offset");
    private static final Symbol ENQUEUED_TIME = Symbol.valueOf("x-opt-enqueued-time");
    /** What the three annotations of a stored event take, and some room. */
    private static final int ANNOTATIONS_BYTES = 128;

    private Messages() {}

    /** An event with this body and nothing else. */
    static Message event(byte[] body) {
        var message = Proton.message();
        message.setBody(new Data(new Binary(body)));
        return message;
    }

    /** @throws Refusal if the bytes are no AMQP message */
    static Message decode(byte[] bytes) {
        return decode(bytes, 0, bytes.length);
    }

    private static Message decode(byte[] bytes, int from, int length) {
        var message = Message.Factory.create();
        try {
            message.decode(bytes, from, length);
        } catch (RuntimeException e) {
            throw new Refusal(Refusal.DECODE_ERROR, "No AMQP message: " + e);
        }
        return message;
    }

    static byte[] encode(Message message, int sizeHint) {
        for (var size = sizeHint; ; size *= 2) {
            var buffer = new byte[size];
            try {
                return Arrays.copyOf(buffer, message.encode(buffer, 0, size));
            } catch (BufferOverflowException e) {
                // once more, with twice the room
            }
        }
    }

    /**
     * The events of one transfer: as many as it has Data sections if it is a batch, else one. A batch is read section by section,
     * because {@link Message#decode} keeps only one Data section.
     *
     * @throws Refusal if the bytes are no AMQP
     */
    static List<Message> events(byte[] transfer, int format) {
        if (format != BATCH_FORMAT) {
            return List.of(decode(transfer));
        }
        var decoder = new DecoderImpl();
        AMQPDefinedTypes.registerAllTypes(decoder, new EncoderImpl(decoder));
        var buffer = ByteBuffer.wrap(transfer);
        decoder.setByteBuffer(buffer);
        var events = new ArrayList<Message>();
        while (buffer.hasRemaining()) {
            Object section;
            try {
                section = decoder.readObject();
            } catch (RuntimeException e) {
                throw new Refusal(Refusal.DECODE_ERROR, "No batch of events: " + e);
            }
            if (section instanceof Data data) {
                var inner = data.getValue();
                events.add(decode(inner.getArray(), inner.getArrayOffset(), inner.getLength()));
            }
        }
        return events;
    }

    static Optional<String> partitionKey(Message message) {
        return Optional.ofNullable(message.getMessageAnnotations())
                .map(annotations -> annotations.getValue().get(PARTITION_KEY))
                .map(Object::toString);
    }

    /** The event with the annotations that the service adds; without them the SDK refuses to receive it. */
    static byte[] encodeStored(Message event, int size, long sequence, long offset, long enqueuedAt) {
        if (event.getMessageAnnotations() == null) {
            event.setMessageAnnotations(new MessageAnnotations(new HashMap<>()));
        }
        Map<Symbol, Object> annotations = event.getMessageAnnotations().getValue();
        annotations.put(SEQUENCE_NUMBER, sequence);
        annotations.put(OFFSET, Long.toString(offset));
        annotations.put(ENQUEUED_TIME, new Date(enqueuedAt));
        return encode(event, size + ANNOTATIONS_BYTES);
    }

    /** The answer of a node without a body. */
    static Message answer(Message request, int status, String description) {
        return answer(request, status, description, Map.of());
    }

    /** @param status as in HTTP */
    static Message answer(Message request, int status, String description, Map<String, Object> body) {
        var answer = Proton.message();
        answer.setCorrelationId(request.getMessageId());
        answer.setApplicationProperties(
                new ApplicationProperties(Map.of("status-code", status, "status-description", description)));
        answer.setBody(new AmqpValue(body.isEmpty() ? null : body));
        return answer;
    }
}
