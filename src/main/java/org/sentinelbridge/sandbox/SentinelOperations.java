package org.sentinelbridge.sandbox;

/** Leads a call that has passed the gate to what performs it. */
final class SentinelOperations {

    private final IncidentOperations incidents;
    private final CommentOperations comments;
    private final RelatedOperations related;

    SentinelOperations(IncidentOperations incidents, CommentOperations comments, RelatedOperations related) {
        this.incidents = incidents;
        this.comments = comments;
        this.related = related;
    }

    Answer perform(ArmCall call) {
        return switch (call.operation()) {
            case LIST_INCIDENTS -> incidents.list(call);
            case GET_INCIDENT -> incidents.get(call);
            case PUT_INCIDENT -> incidents.put(call);
            case DELETE_INCIDENT -> incidents.delete(call);
            case LIST_ALERTS -> related.alerts(call);
            case LIST_BOOKMARKS -> related.bookmarks(call);
            case LIST_ENTITIES -> related.entities(call);
            case LIST_COMMENTS -> comments.list(call);
            case GET_COMMENT -> comments.get(call);
            case PUT_COMMENT -> comments.put(call);
            case DELETE_COMMENT -> comments.delete(call);
            case WRONG_METHOD, UNKNOWN -> throw new IllegalStateException("The gate lets no such call pass");
        };
    }
}
