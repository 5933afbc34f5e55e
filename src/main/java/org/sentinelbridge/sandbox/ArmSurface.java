package org.sentinelbridge.sandbox;

import java.util.Map;

/** Azure Resource Manager: the gate, and behind it the provider Microsoft.SecurityInsights. */
final class ArmSurface implements Surface {

    private final ArmGate gate;
    private final SentinelOperations sentinel;
    private final OperationCounts counts;
    private final Switches switches;

    ArmSurface(ArmGate gate, SentinelOperations sentinel, OperationCounts counts, Switches switches) {
        this.gate = gate;
        this.sentinel = sentinel;
        this.counts = counts;
        this.switches = switches;
    }

    @Override
    public boolean serves(Request request) {
        return !request.segments().isEmpty() && request.segments().get(0).equalsIgnoreCase("subscriptions");
    }

    @Override
    public void arrived(Request request) {
        counts.add(ArmCall.of(request).operation());
    }

    @Override
    public Answer answer(Request request) {
        ArmCall call = ArmCall.of(request);
        gate.check(call);
        return sentinel.perform(call);
    }

    @Override
    public Answer refusal(int status) {
        return ArmErrors.ofStatus(status);
    }

    @Override
    public Answer dress(Request request, Answer answer) {
        String id = RequestIds.next();
        var reads = request.method().equals("GET");
        return answer.withDefaults(Map.of(
                "x-ms-ratelimit-remaining-subscription-" + (reads ? "reads" : "writes"), reads ? "11999" : "1199",
                "x-ms-request-id", id,
                "x-ms-correlation-request-id", request.header("x-ms-correlation-request-id").orElse(id),
                "Content-Type", "application/json; charset=utf-8",
                "Cache-Control", "no-cache",
                "X-Content-Type-Options", "nosniff"));
    }

    @Override
    public long latencyMillis() {
        return switches.latencyMillis();
    }
}
