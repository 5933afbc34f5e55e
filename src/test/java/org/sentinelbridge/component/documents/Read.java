package org.sentinelbridge.component.documents;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.sentinelbridge.component.outbox.OutboxMessage;

/** Reads as the alert webhook does. */
final class Read {

    private Read() {}

    /** The documents in a body, as texts. */
    static List<String> documents(String body) {
        return messages(body).stream().map(message -> new String(message.body(), StandardCharsets.UTF_8)).toList();
    }

    /** Their ids. */
    static List<String> ids(String body) {
        return messages(body).stream().map(OutboxMessage::id).toList();
    }

    static List<OutboxMessage> messages(String body) {
        return messages(body.getBytes(StandardCharsets.UTF_8));
    }

    static List<OutboxMessage> messages(byte[] body) {
        var reader = new DocumentReader();
        reader.setUnder("alerts, alert");
        reader.setId("kibana.alert.uuid,_source.kibana.alert.uuid,_id");
        return reader.read(body);
    }

    /** The text as a JSON string. */
    static String wrapped(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\r", "\\r") + "\"";
    }
}
