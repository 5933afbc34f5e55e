package org.sentinelbridge.sandbox.eventhubs;

import java.time.Instant;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.message.Message;

/** The node {@code $cbs}, the put-token operation of AMQP's claims-based security: 202 for a good token, else 401. */
final class TokenNode implements Node {

    static final String ADDRESS = "$cbs";

    private final String key;

    /** @param key what clients must sign their tokens with */
    TokenNode(String key) {
        this.key = key;
    }

    @Override
    public Message answer(Message request) {
        var token = request.getBody() instanceof AmqpValue value ? String.valueOf(value.getValue()) : "";
        return SasToken.refusal(token, EventHubOptions.KEY_NAME, key, Instant.now().getEpochSecond())
                .map(refusal -> Messages.answer(request, 401, refusal))
                .orElseGet(() -> Messages.answer(request, 202, "Accepted"));
    }
}
