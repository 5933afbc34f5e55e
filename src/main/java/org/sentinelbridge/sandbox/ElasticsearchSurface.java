package org.sentinelbridge.sandbox;

import org.sentinelbridge.sandbox.elasticsearch.Call;
import org.sentinelbridge.sandbox.elasticsearch.ElasticsearchStandIn;
import org.sentinelbridge.sandbox.elasticsearch.Reply;

/** Elasticsearch below {@code /elasticsearch}. */
final class ElasticsearchSurface implements Surface {

    static final String PREFIX = "elasticsearch";

    private final ElasticsearchStandIn elasticsearch;
    private boolean toBulk;

    ElasticsearchSurface(ElasticsearchStandIn elasticsearch) {
        this.elasticsearch = elasticsearch;
    }

    @Override
    public boolean serves(Request request) {
        return !request.segments().isEmpty() && request.segments().get(0).equals(PREFIX);
    }

    @Override
    public void arrived(Request request) {
        toBulk = request.path().endsWith("/_bulk");
    }

    @Override
    public Answer answer(Request request) {
        return answer(elasticsearch.answer(call(request)));
    }

    @Override
    public Answer refusal(int status) {
        return answer(elasticsearch.refusal(status));
    }

    @Override
    public Answer dress(Request request, Answer answer) {
        return answer;
    }

    @Override
    public void answered(int status) {
        if (toBulk) {
            elasticsearch.answered(status);
        }
    }

    private static Answer answer(Reply reply) {
        return Answer.empty(reply.status()).withAll(reply.headers()).withBody(reply.body());
    }

    private static Call call(Request request) {
        return new Call(
                request.method(),
                request.segments().subList(1, request.segments().size()),
                request.query(),
                request::header,
                request.body());
    }
}
