package org.sentinelbridge.elastic.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Whether Kibana has taken a comment: anything but 2xx is a {@link KibanaFailure}, which says what to check. The body is Kibana's JSON. */
public final class KibanaAnswer implements Processor {

    private static final String PRIVILEGE = "Security > Cases: All, or of it at least Create comments & attachments, in the case's space";

    @Override
    public void process(Exchange exchange) {
        var message = exchange.getMessage();
        var status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, int.class);
        var text = message.getBody(String.class);
        var body = Kibana.json(text == null ? "" : text);
        if (status == 404) {
            throw new KibanaFailure("Kibana has no such case (404" + said(body) + ").",
                    "It was deleted, or it is in another space than kibana.space.");
        }
        var answer = new Kibana.Answer(status, body, text == null ? "" : text);
        if (!answer.isGood()) {
            throw Kibana.failure("POST", "a case's comments", answer, PRIVILEGE);
        }
        message.setBody(body);
    }

    private static String said(JsonNode body) {
        return body instanceof MissingNode || !body.has("message") ? "" : ": " + body.path("message").asText();
    }
}
