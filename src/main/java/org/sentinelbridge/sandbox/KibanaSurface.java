package org.sentinelbridge.sandbox;

import java.util.concurrent.CompletionStage;
import org.sentinelbridge.sandbox.kibana.Call;
import org.sentinelbridge.sandbox.kibana.KibanaStandIn;
import org.sentinelbridge.sandbox.kibana.Reply;

/** Kibana below {@code /kibana}. A push takes its time, as it calls the bridge, which calls back the sandbox. */
final class KibanaSurface implements Surface {

    static final String PREFIX = "kibana";

    private final KibanaStandIn kibana;

    KibanaSurface(KibanaStandIn kibana) {
        this.kibana = kibana;
    }

    @Override
    public boolean serves(Request request) {
        return !request.segments().isEmpty() && request.segments().get(0).equals(PREFIX);
    }

    @Override
    public Answer answer(Request request) {
        throw new UnsupportedOperationException("Kibana's answers come later");
    }

    @Override
    public CompletionStage<Answer> answerLater(Request request) {
        var call = new Call(
                request.method(), request.segments().subList(1, request.segments().size()), request.query(), request::header, request.body());
        return kibana.answer(call).thenApply(KibanaSurface::answer);
    }

    @Override
    public Answer refusal(int status) {
        return answer(kibana.refusal(status));
    }

    @Override
    public Answer dress(Request request, Answer answer) {
        return answer.withDefaults(java.util.Map.of("kbn-name", "sandbox"));
    }

    static Answer answer(Reply reply) {
        var answer = Answer.empty(reply.status()).withBody(reply.body());
        return reply.contentType().isEmpty() ? answer : answer.with("Content-Type", reply.contentType());
    }
}
