package org.sentinelbridge.component.eventhubs;

import java.time.Duration;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** Options of a consumer: those of {@link HubAccess}, and how batches are made and failures are met. */
@UriParams
public final class EventHubsBatchConfiguration extends HubAccess implements Cloneable {

    /** Where a partition without a checkpoint is read from. */
    public enum StartPosition {
        EARLIEST,
        LATEST
    }

    /** The most events in one exchange, from 1 to 10,000. */
    @UriParam(label = "consumer", defaultValue = "500")
    private int batchSize = 500;
    /**
     * The most bytes of event bodies in one exchange, uncompressed, unless one event has more. All exchanges under way have 16 MB
     * together at the most, unless one event has more.
     */
    @UriParam(label = "consumer", defaultValue = "1000000")
    private long batchBytes = 1_000_000;
    /** How long events wait for others to be handled with them; twice as long at the most. */
    @UriParam(label = "consumer", defaultValue = "1s")
    private Duration batchWait = Duration.ofSeconds(1);
    /** How many exchanges are under way at the same time, of all partitions together. */
    @UriParam(label = "consumer", defaultValue = "4")
    private int concurrentBatches = 4;
    /**
     * How many events of each partition are fetched ahead at the most, from 1 to 8,000. It begins with one; another client with another
     * number follows once it is known what events weigh: together with the few that the SDK keeps beside them they are to fill no more
     * than a quarter of the memory.
     */
    @UriParam(label = "consumer", defaultValue = "100")
    private int prefetchCount = 100;
    /** Where to begin in a partition that has no checkpoint. The option eventPosition says it for single partitions. */
    @UriParam(label = "consumer", defaultValue = "EARLIEST")
    private StartPosition startPosition = StartPosition.EARLIEST;
    /**
     * After this time, the partitions of a process that has died are taken by others: whole seconds, 2 at least. Where checkpoints are in
     * Blob storage, the clocks of the processes should agree much better than that.
     */
    @UriParam(label = "consumer", defaultValue = "40s")
    private Duration takeOver = Duration.ofSeconds(40);
    /** How often the processes share out the partitions among them. 0 stands for a quarter of takeOver. */
    @UriParam(label = "consumer,advanced", defaultValue = "0")
    private Duration balanceEvery = Duration.ZERO;
    /** How often the hub is asked how many events wait, for metrics. */
    @UriParam(label = "consumer,advanced", defaultValue = "15s")
    private Duration askEndEvery = Duration.ofSeconds(15);
    /** The wait after the first failure of a batch. It doubles from failure to failure. */
    @UriParam(label = "consumer", defaultValue = "1s")
    private Duration firstDelay = Duration.ofSeconds(1);
    /** The longest wait after a failure. */
    @UriParam(label = "consumer", defaultValue = "30s")
    private Duration mostDelay = Duration.ofSeconds(30);
    /** How long this process tries to get a batch through before it gives the partition up. */
    @UriParam(label = "consumer", defaultValue = "5m")
    private Duration retryFor = Duration.ofMinutes(5);

    /** Another one with the same options. */
    public EventHubsBatchConfiguration copy() {
        try {
            return (EventHubsBatchConfiguration) clone();
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    /** @throws IllegalArgumentException if an option is out of its bounds; the message names it */
    void check() {
        require(batchSize >= 1 && batchSize <= 10_000, "batchSize must be from 1 to 10000");
        require(batchBytes >= 1, "batchBytes must be at least 1");
        require(concurrentBatches >= 1, "concurrentBatches must be at least 1");
        require(batchWait.toMillis() >= 1, "batchWait must be at least 1ms");
        require(takeOver.toSeconds() >= 2, "takeOver must be at least 2s: the SDK counts whole seconds");
        require(interval().toMillis() >= 100 && interval().multipliedBy(2).compareTo(takeOver) <= 0,
                "balanceEvery must be at least 100ms, and at most half of takeOver");
        require(askEndEvery.toMillis() >= 100, "askEndEvery must be at least 100ms");
        require(prefetchCount >= 1 && prefetchCount <= 8_000, "prefetchCount must be from 1 to 8000");
        require(!firstDelay.isNegative() && firstDelay.compareTo(mostDelay) <= 0, "firstDelay must not be longer than mostDelay");
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException("eventhubs-batch: " + message);
        }
    }

    /** {@code balanceEvery}, or what follows from {@code takeOver}. */
    Duration interval() {
        return balanceEvery.isZero() ? takeOver.dividedBy(4) : balanceEvery;
    }

    public int getBatchSize() {
        return batchSize;
    }

    public void setBatchSize(int batchSize) {
        this.batchSize = batchSize;
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

    public int getConcurrentBatches() {
        return concurrentBatches;
    }

    public void setConcurrentBatches(int concurrentBatches) {
        this.concurrentBatches = concurrentBatches;
    }

    public int getPrefetchCount() {
        return prefetchCount;
    }

    public void setPrefetchCount(int prefetchCount) {
        this.prefetchCount = prefetchCount;
    }

    public StartPosition getStartPosition() {
        return startPosition;
    }

    public void setStartPosition(StartPosition startPosition) {
        this.startPosition = startPosition;
    }

    public Duration getTakeOver() {
        return takeOver;
    }

    public void setTakeOver(Duration takeOver) {
        this.takeOver = takeOver;
    }

    public Duration getBalanceEvery() {
        return balanceEvery;
    }

    public void setBalanceEvery(Duration balanceEvery) {
        this.balanceEvery = balanceEvery;
    }

    public Duration getAskEndEvery() {
        return askEndEvery;
    }

    public void setAskEndEvery(Duration askEndEvery) {
        this.askEndEvery = askEndEvery;
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

    public Duration getRetryFor() {
        return retryFor;
    }

    public void setRetryFor(Duration retryFor) {
        this.retryFor = retryFor;
    }
}
