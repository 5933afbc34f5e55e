package org.sentinelbridge.component.outbox;

import java.time.Duration;
import org.apache.camel.AsyncEndpoint;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.sentinelbridge.component.StrictComponent;

/**
 * Keep messages on disk until they are delivered: at least once, in order where a key asks for it.
 *
 * <p>{@link OutboxComponent} explains its use.
 */
@UriEndpoint(
        scheme = "outbox",
        title = "Outbox",
        syntax = "outbox:name",
        firstVersion = "0.1.0",
        category = {Category.MESSAGING, Category.DATABASE},
        remote = false)
@Metadata(excludeProperties = StrictComponent.DO_NOTHING)
public final class OutboxEndpoint extends DefaultEndpoint implements AsyncEndpoint {

    private final Outboxes outboxes;
    /** Name of the outbox. A route that writes to it and the route that delivers from it use the same name. */
    @UriPath
    @Metadata(required = true)
    private final String name;
    /**
     * Name of an exchange variable. Messages for which it holds the same text are delivered in order, one group at a time. Without it
     * the order is not kept.
     */
    @UriParam(label = "producer")
    private String key = "";
    /** How many exchanges are under way at the same time. After a crash of the process, as many may be delivered twice. */
    @UriParam(label = "consumer", defaultValue = "1")
    private int concurrentConsumers = 1;
    /** The most messages in one exchange, unless more were accepted together (up to 256 KB). */
    @UriParam(label = "consumer", defaultValue = "1000")
    private int batchMessages = 1_000;
    /** The most bytes of messages in one exchange, unless one message has more, or more were accepted together (up to 256 KB). */
    @UriParam(label = "consumer", defaultValue = "600000")
    private long batchBytes = 600_000;
    /** How long messages wait for others to be delivered with them. */
    @UriParam(label = "consumer", defaultValue = "1s")
    private Duration batchWait = Duration.ofSeconds(1);
    /** After this time, other processes take over what a dead process had claimed. */
    @UriParam(label = "consumer,advanced", defaultValue = "30s")
    private Duration lease = Duration.ofSeconds(30);
    /** How often to look for messages of other processes. */
    @UriParam(label = "consumer,advanced", defaultValue = "1s")
    private Duration poll = Duration.ofSeconds(1);
    /** The wait after the first failure. It doubles from failure to failure. */
    @UriParam(label = "consumer", defaultValue = "1s")
    private Duration firstDelay = Duration.ofSeconds(1);
    /** The longest wait after a failure, unless the other side asks for a longer one. */
    @UriParam(label = "consumer", defaultValue = "1m")
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

    public String getKey() {
        return key;
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
