package org.sentinelbridge.sandbox.eventhubs;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.qpid.proton.amqp.transport.SenderSettleMode;
import org.apache.qpid.proton.codec.ReadableBuffer;
import org.apache.qpid.proton.engine.Sender;

/** One receiver's place in a partition: sends what follows, as long as the client has given credit for it. */
final class Reader implements AutoCloseable {

    /** What may wait in the buffer of one session; beyond that the client must read first. */
    private static final int MOST_BUFFERED_BYTES = 4 * 1024 * 1024;

    private final Sender link;
    private final PartitionLog log;
    private final Optional<Long> ownerLevel;
    private final Seats seats;
    private final AmqpLoop loop;
    private final Disturbances disturbances;
    private long next;
    private long tag;
    private boolean waiting;

    /**
     * @param next sequence number of the first event to send
     * @param ownerLevel empty for a receiver that shares the partition with others
     * @param seats all receivers of the partition in the consumer group
     */
    Reader(Sender link, PartitionLog log, long next, Optional<Long> ownerLevel, Seats seats, AmqpLoop loop, Disturbances disturbances) {
        this.link = link;
        this.log = log;
        this.next = next;
        this.ownerLevel = ownerLevel;
        this.seats = seats;
        this.loop = loop;
        this.disturbances = disturbances;
    }

    Optional<Long> ownerLevel() {
        return ownerLevel;
    }

    /** Sends what there is to send and may be sent, at once or as late as it is to be. */
    void deliver() {
        var delay = disturbances.delayMillis();
        if (delay == 0) {
            send();
        } else if (!waiting) {
            waiting = true;
            loop.after(delay, () -> {
                waiting = false;
                send();
            });
        }
    }

    private void send() {
        if (!seats.has(this)) {
            return;
        }
        var sent = false;
        next = Math.max(next, log.firstSequence());
        while (next < log.nextSequence() && mayGoOn()) {
            var entry = log.at(next);
            var delivery = link.delivery(Long.toHexString(tag++).getBytes(StandardCharsets.US_ASCII));
            link.sendNoCopy(ReadableBuffer.ByteBufferReader.wrap(entry.bytes()));
            link.advance();
            if (link.getSenderSettleMode() == SenderSettleMode.SETTLED) {
                delivery.settle();
            }
            next = entry.sequence() + 1;
            sent = true;
        }
        if (link.getDrain()) {
            link.drained();
            sent = true;
        }
        if (sent) {
            loop.touch(link.getSession().getConnection());
        }
    }

    private boolean mayGoOn() {
        return link.getCredit() > 0 && link.getSession().getOutgoingBytes() < MOST_BUFFERED_BYTES;
    }

    /** Ends this receiver because of another one, as the service does. */
    void disconnect(Refusal reason) {
        close();
        link.setCondition(reason.toErrorCondition());
        link.close();
        loop.touch(link.getSession().getConnection());
    }

    @Override
    public void close() {
        seats.leave(this);
    }
}
