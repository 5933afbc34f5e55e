package org.sentinelbridge.elastic.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.http.HttpRequest;
import org.apache.http.HttpRequestInterceptor;
import org.apache.http.protocol.HttpContext;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.RestClient;

/**
 * Which server is at the other end, and the media type that it understands. The client of version 9 says
 * {@code compatible-with=9} in all it sends, which Elasticsearch 8 refuses; so the number becomes that of the server. Where the key
 * may not ask ({@code GET /} needs the cluster privilege monitor), plain JSON is sent, which every version takes.
 */
final class Server implements Processor, HttpRequestInterceptor {

    static final String PRODUCT_HEADER = "X-Elastic-Product";
    private static final String PRODUCT = "Elasticsearch";
    private static final int OLDEST = 8;
    private static final int NEWEST = 9;
    private static final int UNKNOWN = 0;
    private static final int NOT_TOLD = -1;
    private static final ObjectMapper JSON = new ObjectMapper();

    private RestClient client;
    private volatile int version = UNKNOWN;
    private volatile String number = "";

    /** The client asks for this as its interceptor before it is there. */
    void reachedBy(RestClient itsClient) {
        client = itsClient;
    }

    /** Asks the server, unless it is known. */
    @Override
    public void process(Exchange exchange) {
        require();
    }

    /** @throws ElasticsearchFailure if it cannot be asked now, or is none that the bridge can work with */
    void require() {
        if (version == UNKNOWN) {
            ask();
        }
    }

    /** Its version as it tells it; empty if it was not asked or does not tell. */
    String number() {
        return number;
    }

    /** It may be another one the next time. */
    void forget() {
        version = UNKNOWN;
    }

    private synchronized void ask() {
        if (version != UNKNOWN) {
            return;
        }
        try {
            var request = new Request("GET", "/");
            request.setOptions(request.getOptions().toBuilder().addHeader("Accept", "application/json"));
            var response = client.performRequest(request);
            var answer = JSON.readTree(response.getEntity().getContent());
            version = version(answer, isElasticsearch(response));
            number = number(answer.path("version"));
        } catch (ResponseException e) {
            if (e.getResponse().getStatusLine().getStatusCode() != 403) {
                throw ofQuestion(CallFailure.ofResponse(e.getResponse()));
            }
            if (!isElasticsearch(e.getResponse())) {
                throw new ElasticsearchFailure.NeedsPerson("GET / was answered with 403", Advice.PRODUCT);
            }
            version = NOT_TOLD;
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new ElasticsearchFailure.NeedsPerson("GET / was not answered with JSON", Advice.PRODUCT);
        } catch (IOException e) {
            throw CallFailure.noAnswer(e);
        }
    }

    /** Nothing was sent yet that could be refused. */
    private static ElasticsearchFailure ofQuestion(ElasticsearchFailure failure) {
        return failure instanceof ElasticsearchFailure.Refused || failure instanceof ElasticsearchFailure.TooLarge
                ? new ElasticsearchFailure.NeedsPerson("GET /: " + failure.getMessage(), Advice.ADDRESS)
                : failure;
    }

    private static int version(JsonNode answer, boolean elasticsearch) {
        var told = answer.path("version");
        if (told.path("distribution").asText().equals("opensearch")) {
            throw new ElasticsearchFailure.NeedsPerson("GET / was answered by OpenSearch " + number(told), Advice.OPENSEARCH);
        }
        if (!elasticsearch) {
            throw new ElasticsearchFailure.NeedsPerson("GET / was answered by something else", Advice.PRODUCT);
        }
        var number = number(told);
        var major = number.matches("\\d{1,3}\\..*") ? Integer.parseInt(number.substring(0, number.indexOf('.'))) : NEWEST;
        if (major < OLDEST) {
            throw new ElasticsearchFailure.NeedsPerson("GET / was answered by Elasticsearch " + number, Advice.VERSION);
        }
        return Math.min(major, NEWEST);
    }

    private static String number(JsonNode version) {
        var number = version.path("number").asText();
        return number.matches("[0-9A-Za-z.-]{1,30}") ? number : "";
    }

    private static boolean isElasticsearch(Response response) {
        return PRODUCT.equals(response.getHeader(PRODUCT_HEADER));
    }

    @Override
    public void process(HttpRequest request, HttpContext context) {
        for (var name : new String[] {"Accept", "Content-Type"}) {
            var header = request.getFirstHeader(name);
            if (header != null && header.getValue().contains("compatible-with=")) {
                request.setHeader(name, fitting(header.getValue()));
            }
        }
    }

    private String fitting(String mediaType) {
        return version > UNKNOWN
                ? mediaType.replaceFirst("compatible-with=\\d+", "compatible-with=" + version)
                : mediaType.replaceFirst(";\\s*compatible-with=\\d+", "").replace("vnd.elasticsearch+", "");
    }
}
