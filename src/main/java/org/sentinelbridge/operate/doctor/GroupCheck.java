package org.sentinelbridge.operate.doctor;

/** Whether the consumer group is there and may be received in. */
final class GroupCheck implements Check {

    private final Hub hub;

    GroupCheck(Hub hub) {
        this.hub = hub;
    }

    @Override
    public String name() {
        return "receive";
    }

    @Override
    public Finding look() {
        try (var probe = hub.probe()) {
            probe.receive(probe.partitions().get(0).id());
            return Finding.ok(name(), "Consumer group " + hub.group() + " can be received in; nobody does at the moment");
        } catch (RuntimeException e) {
            return Hub.isInUse(e)
                    ? Finding.ok(name(), "Consumer group " + hub.group() + " is being received in, as by a running bridge")
                    : hub.finding(name(), e);
        }
    }
}
