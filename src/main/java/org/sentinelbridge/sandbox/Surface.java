package org.sentinelbridge.sandbox;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One of the services that the sandbox stands in for. */
interface Surface {

    /** Whether the request is addressed to this service. */
    boolean serves(Request request);

    /** Takes note of a request before anything can disturb it. */
    default void arrived(Request request) {}

    /** Executes the request. */
    Answer answer(Request request);

    /** Executes a request that may take its time; the answer comes in the event loop. */
    default CompletionStage<Answer> answerLater(Request request) {
        return CompletableFuture.completedFuture(FrontDoor.execute(this, request));
    }

    /** How this service reports an error of its own that has the given status. */
    Answer refusal(int status);

    /** Adds what each answer of this service carries, the failed and the disturbed ones too. */
    Answer dress(Request request, Answer answer);

    /** Takes note of the answer that goes out; there is none if the connection is cut instead. */
    default void answered(int status) {}

    /** How long each answer takes on its way. */
    default long latencyMillis() {
        return 0;
    }
}
