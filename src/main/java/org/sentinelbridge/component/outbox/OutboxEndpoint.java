package org.sentinelbridge.component.outbox;

import java.time.Duration;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** One use of an outbox in a route. {@link OutboxComponent} explains the options. */
public final class OutboxEndpoint extends DefaultEndpoint {

    private final Outboxes outboxes;
    private final String name;
    private String key = "";
    private int concurrentConsumers = 1;
    private int batchMessages = 1_000;
    private long batchBytes = 600_000;
    private Duration batchWait = Duration.ofSeconds(1);
    private Duration lease = Duration.ofSeconds(30);
    private Duration poll = Duration.ofSeconds(1);
    private Duration firstDelay = Duration.ofSeconds(1);
    private Duration mostDelay = Duration.ofMinutes(1);

    OutboxEndpoint(String uri, OutboxComponent component, Outboxes outboxes, String name) {
        super(uri, component);
        this.outboxes = outboxes;
        this.name = name;
    }

    @Override
    public boolean isRemote() {
        return false;
    }

    @Override
    public Producer createProducer() {
        return new OutboxProducer(this, outboxes.get(name), key);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        return new OutboxConsumer(this, processor, outboxes, outboxes.get(name));
    }

    public void setKey(String key) {
        this.key = key;
    }

    public int getConcurrentConsumers() {
        return concurrentConsumers;
    }

    public void setConcurrentConsumers(int concurrentConsumers) {
        this.concurrentConsumers = concurrentConsumers;
    }

    public int getBatchMessages() {
        return batchMessages;
    }

    public void setBatchMessages(int batchMessages) {
        this.batchMessages = batchMessages;
    }

    public long getBatchBytes() {
        return batchBytes;
    }

    public void setBatchBytes(long batchBytes) {
        this.batchBytes = batchBytes;
    }

    public Duration getBatchWait() {
        return batchWait;
    }

    public void setBatchWait(Duration batchWait) {
        this.batchWait = batchWait;
    }

    public Duration getLease() {
        return lease;
    }

    public void setLease(Duration lease) {
        this.lease = lease;
    }

    public Duration getPoll() {
        return poll;
    }

    public void setPoll(Duration poll) {
        this.poll = poll;
    }

    public Duration getFirstDelay() {
        return firstDelay;
    }

    public void setFirstDelay(Duration firstDelay) {
        this.firstDelay = firstDelay;
    }

    public Duration getMostDelay() {
        return mostDelay;
    }

    public void setMostDelay(Duration mostDelay) {
        this.mostDelay = mostDelay;
    }
}
