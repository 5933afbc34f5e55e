package org.sentinelbridge.elastic.elasticsearch;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.transport.TransportException;
import co.elastic.clients.transport.http.TransportHttpClient;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.ResponseException;

/** Reads what camel-elasticsearch or the client below it throws, and throws the {@link ElasticsearchFailure} that it stands for. */
final class CallFailure implements Processor {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_CAUSES = 10;

    @Override
    public void process(Exchange exchange) throws Exception {
        throw of(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class));
    }

    /** @return the failure, or what was given if it does not come from the call */
    static Exception of(Exception thrown) {
        Throwable cause = thrown;
        for (var depth = 0; cause != null && depth < MOST_CAUSES; depth++) {
            if (cause instanceof ElasticsearchFailure failure) {
                return failure;
            }
            if (cause instanceof ElasticsearchException e) {
                return Answers.failure(e.status(), text(e.error().type()), text(e.error().reason()), retryAfter(e.httpResponse()));
            }
            if (cause instanceof TransportException e) {
                return ofTransport(e);
            }
            if (cause instanceof ResponseException e) {
                return ofResponse(e.getResponse());
            }
            if (cause instanceof IOException e) {
                return noAnswer(e);
            }
            cause = cause.getCause();
        }
        return thrown;
    }

    private static ElasticsearchFailure ofTransport(TransportException e) {
        var status = e.statusCode();
        if (status >= 200 && status < 300) {
            return e.response() != null && e.response().header(Server.PRODUCT_HEADER) != null
                    ? new ElasticsearchFailure.NotNow("Elasticsearch's answer cannot be read", Optional.empty(), e)
                    : new ElasticsearchFailure.NeedsPerson("Elasticsearch answered " + status, Advice.PRODUCT);
        }
        return Answers.failure(status, "", "", retryAfter(e.response()));
    }

    static ElasticsearchFailure ofResponse(Response response) {
        var error = error(response);
        return Answers.failure(
                response.getStatusLine().getStatusCode(),
                error.path("type").asText(),
                error.path("reason").asText(),
                Optional.ofNullable(response.getHeader("Retry-After")));
    }

    /** The error document, or what stands for none; what a proxy answers need not be JSON. */
    static JsonNode error(Response response) {
        try {
            return response.getEntity() == null ? MissingNode.getInstance() : JSON.readTree(response.getEntity().getContent()).path("error");
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    static ElasticsearchFailure noAnswer(IOException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLHandshakeException || cause instanceof SSLPeerUnverifiedException) {
                return new ElasticsearchFailure.NeedsPerson("No connection to Elasticsearch: " + cause.getMessage(), Advice.CERTIFICATE);
            }
        }
        return new ElasticsearchFailure.NotNow(
                "No answer from Elasticsearch: " + e.getClass().getSimpleName() + ": " + e.getMessage(), Optional.empty(), e);
    }

    private static Optional<String> retryAfter(TransportHttpClient.Response response) {
        return Optional.ofNullable(response).map(r -> r.header("Retry-After"));
    }

    private static String text(String text) {
        return text == null ? "" : text;
    }
}
