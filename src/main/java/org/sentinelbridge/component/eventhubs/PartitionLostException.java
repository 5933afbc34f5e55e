package org.sentinelbridge.component.eventhubs;

/** Another process works on the partition now. */
public final class PartitionLostException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PartitionLostException(String partition) {
        super("Partition " + partition + " belongs to another process now", null, false, false);
    }
}
