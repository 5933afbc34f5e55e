package org.sentinelbridge.component.eventhubs;

import java.time.Duration;
import org.apache.camel.component.azure.eventhubs.EventHubsConfiguration;

/** The options of camel-azure-eventhubs and our own; {@link EventHubsBatchComponent} explains them. */
public final class EventHubsBatchConfiguration extends EventHubsConfiguration {

    /** Where a partition without a checkpoint is read from. */
    public enum StartPosition {
        EARLIEST,
        LATEST
    }

    private static final int PREFETCH = 100;

    private int batchSize = 500;
    private long batchBytes = 1_000_000;
    private Duration batchWait = Duration.ofSeconds(1);
    private int concurrentBatches = 4;
    private StartPosition startPosition = StartPosition.EARLIEST;
    private Duration takeOver = Duration.ofSeconds(40);
    private Duration balanceEvery = Duration.ZERO;
    private Duration askEndEvery = Duration.ofSeconds(15);
    private Duration firstDelay = Duration.ofSeconds(1);
    private Duration mostDelay = Duration.ofSeconds(30);
    private Duration retryFor = Duration.ofMinutes(5);

    public EventHubsBatchConfiguration() {
        setPrefetchCount(PREFETCH);
    }

    @Override
    public EventHubsBatchConfiguration copy() {
        return (EventHubsBatchConfiguration) super.copy();
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
        require(getPrefetchCount() >= 1 && getPrefetchCount() <= 8_000, "prefetchCount must be from 1 to 8000");
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
