package org.sentinelbridge.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Leads each request to the service it is addressed to, and through a fault if one lies in its way. */
final class FrontDoor {

    private final ControlSurface control;
    private final List<Surface> surfaces;
    private final Faults faults;
    private final Transmission transmission;
    private final Clock clock;

    FrontDoor(
            ControlSurface control, List<Surface> surfaces, Faults faults, Transmission transmission, Clock clock) {
        this.control = control;
        this.surfaces = surfaces;
        this.faults = faults;
        this.transmission = transmission;
        this.clock = clock;
    }

    /** A request whose body breaks off needs no answer: its connection is gone. */
    void handle(HttpServerRequest http) {
        http.body().onSuccess(body -> answer(http, body));
    }

    private void answer(HttpServerRequest http, Buffer body) {
        Request request;
        try {
            request = Request.of(http, body);
        } catch (IllegalArgumentException e) {
            transmission.send(http, dated(message(400, "The URL is not properly encoded.")), Delivery.AT_ONCE);
            return;
        }
        if (control.serves(request)) {
            control.answer(request).thenAccept(answer -> transmission.send(http, dated(answer), Delivery.AT_ONCE));
            return;
        }
        Optional<Surface> surface =
                surfaces.stream().filter(s -> s.serves(request)).findFirst();
        if (surface.isEmpty()) {
            transmission.send(http, dated(nothingHere(request)), Delivery.AT_ONCE);
            return;
        }
        serve(http, request, surface.get());
    }

    private void serve(HttpServerRequest http, Request request, Surface surface) {
        surface.arrived(request);
        Optional<Fault> fault = faults.take(request);
        fault.map(f -> f.disturb(surface, request))
                .orElseGet(() -> surface.answerLater(request))
                .thenAccept(plain -> send(http, request, surface, plain, fault.map(Fault::delivery).orElse(Delivery.AT_ONCE)));
    }

    private void send(HttpServerRequest http, Request request, Surface surface, Answer plain, Delivery delivery) {
        if (!delivery.cut()) {
            surface.answered(plain.status());
        }
        transmission.send(
                http, dated(surface.dress(request, plain)), delivery.laterBy(surface.latencyMillis()));
    }

    /** A mistake in the stand-in must look like one, not like a lost connection. */
    static Answer execute(Surface surface, Request request) {
        try {
            return surface.answer(request);
        } catch (Rejected e) {
            return e.answer();
        } catch (RuntimeException e) {
            return message(500, "The sandbox itself has failed: " + e);
        }
    }

    private Answer dated(Answer answer) {
        String now = DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atOffset(ZoneOffset.UTC));
        return answer.withDefaults(Map.of("Date", now));
    }

    private static Answer nothingHere(Request request) {
        return message(
                404,
                "Nothing is at " + request.path() + " of this sandbox. It stands in for Azure Resource Manager"
                        + " (/subscriptions/...), Entra ID (/{tenant}/oauth2/v2.0/token), the Logs Ingestion API"
                        + " (/dataCollectionRules/{id}/streams/{stream}), the HTTP Data Collector API (/api/logs),"
                        + " Elasticsearch (/elasticsearch) and Kibana (/kibana);"
                        + " see also GET /_sandbox.");
    }

    private static Answer message(int status, String message) {
        ObjectNode body = Json.object();
        body.put("message", message);
        return Answer.json(status, body);
    }
}
