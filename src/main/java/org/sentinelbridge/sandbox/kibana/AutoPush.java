package org.sentinelbridge.sandbox.kibana;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Attachments, as the Cases action of a rule makes them since Kibana 9.4: with its auto-push on, alerts are attached and the case is pushed
 * through its own connector. Nobody is told if that does not work.
 */
final class AutoPush {

    private static final String NO_CONNECTOR = "none";

    private final Knobs knobs;
    private final Cases cases;
    private final Outgoing outgoing;
    private int worked;
    private int failed;
    private String lastFailure = "";

    AutoPush(Knobs knobs, Cases cases, Outgoing outgoing) {
        this.knobs = knobs;
        this.cases = cases;
        this.outgoing = outgoing;
    }

    /** Answers when the push has ended, as the action's run does, with what is attached. */
    CompletionStage<Reply> attach(String space, String caseId, ObjectNode given) {
        var attached = cases.comment(space, caseId, given, true);
        var connector = cases.require(space, caseId).fields().path("connector").path("id").asText(NO_CONNECTOR);
        if (!knobs.autoPush() || !Attachments.isAlert(given) || connector.equals(NO_CONNECTOR)) {
            return CompletableFuture.completedFuture(attached);
        }
        return pushed(space, caseId, connector).exceptionally(KibanaStandIn::refused).thenApply(answer -> {
            count(answer);
            return attached;
        });
    }

    private CompletionStage<Reply> pushed(String space, String caseId, String connector) {
        try {
            return outgoing.push(space, caseId, connector);
        } catch (Refused e) {
            return CompletableFuture.completedFuture(e.reply());
        }
    }

    private void count(Reply answer) {
        if (answer.status() == 200) {
            worked++;
        } else {
            failed++;
            lastFailure = Json.object(answer.body()).path("message").asText();
        }
    }

    void clear() {
        worked = 0;
        failed = 0;
        lastFailure = "";
    }

    ObjectNode describe() {
        return Json.object().put("worked", worked).put("failed", failed).put("last_failure", lastFailure);
    }
}
