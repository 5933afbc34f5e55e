package org.sentinelbridge.sandbox.eventhubs;

/** What is to go wrong. Confined to the thread of the {@link AmqpLoop}. */
final class Disturbances {

    private int linksToRefuse;
    private int sendsToRefuse;
    private long delayMillis;

    void refuseLinks(int links) {
        linksToRefuse = links;
    }

    void refuseSends(int transfers) {
        sendsToRefuse = transfers;
    }

    /** Events reach their receivers so much later. */
    void delayMillis(long millis) {
        delayMillis = millis;
    }

    long delayMillis() {
        return delayMillis;
    }

    /** @throws Refusal if the next link is to be refused */
    void linkArrives() {
        if (linksToRefuse > 0) {
            linksToRefuse--;
            throw new Refusal(Refusal.SERVER_BUSY, "The sandbox was told to refuse this link");
        }
    }

    /** @throws Refusal if the next transfer of events is to be refused */
    void sendArrives() {
        if (sendsToRefuse > 0) {
            sendsToRefuse--;
            throw new Refusal(Refusal.SERVER_BUSY, "The sandbox was told to refuse this transfer");
        }
    }

    int linksToRefuse() {
        return linksToRefuse;
    }

    int sendsToRefuse() {
        return sendsToRefuse;
    }

    void clear() {
        linksToRefuse = 0;
        sendsToRefuse = 0;
        delayMillis = 0;
    }
}
